/** `stepwise diagnose`, as scripts and people use it. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { runDiagnose } from '../../bot/commands/diagnose.ts';
import { droppedText } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

jest.setTimeout(60_000);

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
const fixtures = join(root, 'test/fixtures/dropped');
afterAll(() => rmSync(folder, { recursive: true }));

/** What scripts rely on; more fields may be added. */
const line = z.object({
  file: z.string(),
  kind: z.string(),
  verdict: z.string().min(1),
  causes: z.array(
    z.object({
      cause: z.string(),
      certainty: z.enum(['documented', 'derived', 'unverified']),
      evidence: z.array(z.object({ line: z.int().min(1), text: z.string() })),
    }),
  ),
  conflicts: z.array(z.object({ setting: z.string(), value: z.string(), neutral: z.string() })),
  allowsNonProvisionable: z.boolean().nullable(),
  next: z.object({ guide: z.string(), node: z.string() }).nullable(),
});

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

function run(program: string, ...words: string[]): Promise<Ended> {
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, error })));
}

function diagnose(...words: string[]): Promise<Ended> {
  return run(process.execPath, 'bot/command-line.ts', 'diagnose', ...words);
}

function lines({ out }: Ended): z.infer<typeof line>[] {
  expect(out.endsWith('\n')).toBe(true);
  return out
    .slice(0, -1)
    .split('\n')
    .map((one) => line.parse(JSON.parse(one)));
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('With --json', () => {
  it('a file becomes one object on one line, and nothing else, also through npm', async () => {
    const log = join(fixtures, 'eas-log/2010-policy-refused-by-phone.txt');
    const ended = await run('npm', 'run', '-s', 'stepwise', '--', 'diagnose', '--json', log);
    expect(ended).toMatchObject({ status: 0, error: '' });
    const [found, ...rest] = lines(ended);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ file: log, kind: 'eas-log', causes: [{ cause: 'policy' }], conflicts: [{ setting: 'RequireDeviceEncryption' }] });
    expect(found?.causes[0]?.evidence.length).toBeGreaterThan(0);
    expect(found?.next).not.toBeNull();
  });

  it('many files become as many lines, in their order; one that is unknown makes the status 1', async () => {
    const known = [
      'notice/en-allowed.txt',
      'iis-log/2010-sign-in-refused.log',
      'rca-result/autodiscover-401.txt',
      'rca-result/folder-451.html',
      'certificate/container.p7b',
    ].map((name) => join(fixtures, name));
    const all = await diagnose('--json', ...known);
    expect(all.status).toBe(0);
    expect(all.out).not.toMatch(/anna@|A0B1C2D3|kim\.lee|C0FFEE/);
    expect(lines(all).map((one) => [one.file, one.kind])).toEqual(
      known.map((one, index) => [one, ['notice', 'iis-log', 'rca-result', 'rca-result', 'certificate'][index]]),
    );
    const mixed = await diagnose(known[0] ?? '', '--json', join(fixtures, 'unknown/chat-hello.txt'));
    expect(mixed.status).toBe(1);
    expect(lines(mixed).map((one) => one.kind)).toEqual(['notice', 'unknown']);
  });

  it('a private key that was not read, and a command without a setting, make the status 1 too', async () => {
    const key = file('key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    const command = file('command.txt', 'Set-ActiveSyncMailboxPolicy -Identity Default\n');
    for (const path of [key, command]) {
      const ended = await diagnose('--json', path);
      expect([path, lines(ended)[0]?.kind === 'unknown', ended.status]).toEqual([path, false, 1]);
    }
  });

  it('a folder, a missing file, an empty one, a picture and a damaged one each say what is the matter; a packed one is read', async () => {
    const ended = await diagnose(
      '--json',
      fixtures,
      join(folder, 'none.txt'),
      file('empty.txt', ''),
      file('screen.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      file('log.zip', 'PK\u0003\u0004 nothing of a zip'),
      file('notice.gz', gzipSync(droppedText('notice/en-2010-quarantined-global.txt'))),
    );
    expect(ended).toMatchObject({ status: 1, error: '' });
    const found = lines(ended);
    expect(found.pop()).toMatchObject({ kind: 'notice', causes: [{ cause: 'quarantined' }] });
    expect(found.map((one) => one.kind)).toEqual(Array.from({ length: 5 }, () => 'unknown'));
    expect(found.map((one) => one.verdict)).toEqual([
      'This is a folder. Name the files in it.',
      'There is no such file.',
      'There is nothing in this.',
      expect.stringContaining('I cannot read pictures'),
      expect.stringContaining('damaged'),
    ]);
    expect(found.map((one) => one.next)).toEqual(Array.from({ length: 5 }, () => null));
  });

  (process.getuid?.() === 0 ? it.skip : it)('a file that may not be read says so', async () => {
    const path = file('locked.txt', 'x');
    chmodSync(path, 0);
    expect(lines(await diagnose('--json', path))[0]?.verdict).toContain('may not be read');
  });
});

describe('Without --json', () => {
  it('there is a report to read, with the next step', async () => {
    const { status, out } = await diagnose(join(fixtures, 'notice/en-2010-quarantined-global.txt'));
    expect(status).toBe(0);
    expect(out).toMatch(/: notice\n {2}\S.*\n {2}quarantined \(documented\): .*\n {4}line \d+: /);
    expect(out).toMatch(/Next: [a-z-]+\/[a-z-]+/);
  });

  it('of words it says that the chat reads them', async () => {
    const { status, out } = await diagnose(join(fixtures, 'unknown/chat-certificate.txt'));
    expect(status).toBe(1);
    expect(out).toContain('in the chat it is read as if its words had been typed');
    expect(out).not.toContain('I cannot read this');
  });
});

describe('Wrong usage ends with 2, says why, and prints nothing', () => {
  it.each([
    ['no file', [], 'Usage: '],
    ['only an option', ['--json'], 'Usage: '],
    ['an option that there is not', ['--yaml', 'a.txt'], 'There is no option "--yaml"'],
    ['a phone that there is not', ['--phone', 'none', 'a.txt'], '--phone takes one of: '],
    ['no phone', ['--phone'], '--phone takes one of: '],
  ])('%s', async (_what, words, says) => {
    const printed: string[] = [];
    const complained: string[] = [];
    const out = jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
    const error = jest.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text));
    expect(await runDiagnose(words, shippedDesk().library)).toBe(2);
    out.mockRestore();
    error.mockRestore();
    expect(printed).toEqual([]);
    expect(complained.join('')).toContain(says);
  });
});
