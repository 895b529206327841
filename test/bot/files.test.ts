/** Files are read as they arrive, each in a thread of its own, and nothing that one of them does harms the service. */
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import { openUnpacker } from '../../bot/files/unpack.ts';
import { UnpackError } from '../../bot/files/unpack-error.ts';
import { openFileReader, type ReadFile, type ReadingBounds } from '../../bot/files/file-reader.ts';
import { safeName } from '../../bot/files/file-name.ts';
import type { Context } from '../../diagnostics/finding.ts';
import type { Dropped } from '../../dialogs/input.ts';
import { droppedText } from '../support/dropped.ts';
import { deflatedBomb, gzipBomb, zipOf } from '../support/packed.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { smallDesk, withChecks } from '../support/small-knowledge.ts';

const context: Context = { book: smallDesk(withChecks).library.book, now: 0 };
const notice = droppedText('notice/en-2010-quarantined-global.txt');
const content = Buffer.from(notice);
const webLog = droppedText('iis-log/2010-sign-in-refused.log');
const logged: string[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });

function reader(bounds?: Partial<ReadingBounds>, of: Context = context): ReadFile {
  return openFileReader(() => of, log, bounds && { atOnce: 4, work: 30_000, silence: 15_000, ...bounds });
}

/** The bytes in pieces, as they come from a network. */
async function* pieces(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(bytes: Uint8Array, size?: number): Promise<Dropped> {
  return reader()('a file', pieces(bytes, size));
}

/** The same without a thread of its own, which takes a moment to start. */
async function readHere(bytes: Uint8Array, size = 64 * 1024): Promise<Omit<Dropped, 'name'>> {
  const diagnosis = openDiagnosis(analysers, context);
  const unpacker = openUnpacker((chunk) => diagnosis.push(chunk));
  try {
    for await (const piece of pieces(bytes, size)) await unpacker.push(piece);
    await unpacker.end();
    return { finding: diagnosis.end() };
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    return { problem: error.message };
  }
}

/** Threads that are alive, as far as this process is kept open by them. */
function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
}

const waits = { name: 'a file', finding: { kind: 'notice', causes: [{ cause: 'quarantined' }] } };

describe('A file is read', () => {
  it.each([
    ['as it is', content],
    ['in UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(notice, 'utf16le')])],
    ['in UTF-16, the other way round', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(notice, 'utf16le')]).swap16()],
    ['out of gzip', gzipSync(content)],
    ['out of gzip with blank space behind it', Buffer.concat([gzipSync(content), Buffer.alloc(512)])],
    ['out of a zip', zipOf({ name: 'notice.txt', content })],
    ['out of a zip that does not deflate', zipOf({ name: 'notice.txt', content, deflated: content, method: 0 })],
    ['out of a zip with folders', zipOf({ name: 'a/' }, { name: 'a/b/' }, { name: 'a/b/notice.txt', content })],
    [
      'out of a zip as a Mac makes it',
      zipOf({ name: 'notice.txt', content }, { name: '__MACOSX/' }, { name: '__MACOSX/._notice.txt', content }, { name: '.DS_Store', content }),
    ],
  ])('%s', async (_how, bytes) => {
    expect(await readHere(bytes)).toMatchObject({ finding: waits.finding });
    expect(await readHere(bytes, 7)).toMatchObject({ finding: waits.finding });
  });

  it('in a thread of its own', async () => {
    expect(await read(zipOf({ name: 'notice.txt', content }), 1000)).toMatchObject(waits);
  });

  it('even when it is empty', async () => {
    expect(await readHere(Buffer.alloc(0))).toMatchObject({ finding: { kind: 'unknown', verdict: 'There is nothing in this.' } });
    expect(await readHere(Buffer.from('PK'))).toMatchObject({ finding: { kind: 'unknown' } });
  });
});

describe('What a packed file is refused for is said', () => {
  it.each([
    ['two files', zipOf({ name: 'a', content }, { name: 'b', content }), 'more than one file'],
    ['a Word file', zipOf({ name: '[Content_Types].xml', content }, { name: 'word/document.xml', content }), 'cannot read Word, Excel'],
    [
      'an Excel file in another order',
      zipOf({ name: '_rels/.rels', content }, { name: 'docProps/app.xml', content }, { name: 'xl/workbook.xml', content }),
      'Excel',
    ],
    ['no file', zipOf({ name: 'a/' }), 'no file in it'],
    ['a password', zipOf({ name: 'a', content, encrypted: true }), 'locked with a password'],
    ['another way of packing', zipOf({ name: 'a', content, method: 12 }), 'in a way that I do not know'],
    ['a zip that ends in the middle', zipOf({ name: 'a', content }).subarray(0, 200), 'damaged'],
    ['a zip with broken bytes', zipOf({ name: 'a', content, deflated: Buffer.from('this is not deflated') }), 'damaged'],
    ['a zip that holds less than it says', zipOf({ name: 'a', content, size: 40 * 1024 * 1024 }), 'damaged'],
    ['a gzip that ends in the middle', gzipSync(content).subarray(0, 200), 'damaged'],
    ['a gzip with broken bytes', Buffer.concat([gzipSync(content).subarray(0, 20), Buffer.alloc(100_000, 0xa5)]), 'damaged'],
    ['a head and nothing else', Buffer.from([0x1f, 0x8b, 8, 0]), 'damaged'],
  ])('%s', async (_what, bytes, says) => {
    expect(await readHere(bytes)).toMatchObject({ problem: expect.stringContaining(says) as string });
    expect(await readHere(bytes, 5)).toMatchObject({ problem: expect.stringContaining(says) as string });
  });

  it('in a thread too', async () => {
    expect(await read(gzipSync(content).subarray(0, 200))).toMatchObject({ problem: expect.stringContaining('damaged') as string });
  });

  it.each([
    ['a zip in a zip', zipOf({ name: 'a.zip', content: zipOf({ name: 'a', content }) })],
    ['a zip in a gzip', gzipSync(zipOf({ name: 'a', content }))],
  ])('%s', async (_what, bytes) => {
    expect(await readHere(bytes)).toMatchObject({ finding: { kind: 'unknown', verdict: expect.stringContaining('a packed file') as string } });
  });
});

describe('A bomb is refused at once, and takes no memory', () => {
  it.each([
    ['as gzip', gzipBomb()],
    ['as a zip', zipOf({ name: 'a', deflated: deflatedBomb(), size: 1024 * 1024 * 1024 })],
    ['as a zip that says it is small', zipOf({ name: 'a', deflated: deflatedBomb(), size: 1000 })],
    ['as a zip that says it is just small enough', zipOf({ name: 'a', deflated: deflatedBomb(), size: 50 * 1024 * 1024 })],
  ])('%s', async (_how, bytes) => {
    await read(content);
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 5);
    const began = process.cpuUsage();
    const { problem } = await read(bytes);
    // Of work, in all threads: what else the machine does is not its fault.
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1000;
    clearInterval(watch);
    expect(problem).toMatch(/too large|damaged/);
    expect(took).toBeLessThan(2000);
    expect(most).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('A large log', () => {
  it('of 45 MB is read to its end', async () => {
    const part = Buffer.from(webLog);
    const lines = Buffer.concat(Array.from({ length: Math.ceil((45 * 1024 * 1024) / part.length) }, () => part));
    const shipped = { book: shippedDesk().library.book, now: 0 };
    const { finding } = await reader({}, shipped)('a file', pieces(lines));
    expect(finding).toMatchObject({ kind: 'iis-log', causes: [{ cause: 'credentials' }] });
  });
});

describe('When something goes wrong', () => {
  it('with an analyser, the person is told to paste, the operator is told why, and the next file is read', async () => {
    const broken = reader({}, { book: {} as Context['book'], now: 0 });
    const rest = Buffer.concat(Array.from({ length: 100 }, () => Buffer.from(webLog)));
    let seen = 0;
    const counted = (async function* () {
      for await (const piece of pieces(rest)) {
        seen += piece.length;
        yield piece;
      }
    })();
    expect(await broken('a file', counted)).toEqual({ name: 'a file' });
    expect(seen).toBe(rest.length);
    expect(logged.at(-1)).toContain('A file could not be read, by a fault of ours');
    expect(logged.at(-1)).not.toMatch(/kim\.lee|192\.0\.2/);
    expect(await read(content)).toMatchObject(waits);
  });

  it('a file that takes too long is given up, and its rest passes by', async () => {
    const file = await reader({ work: 1 })('a file', pieces(Buffer.alloc(3_000_000, 'a line\n')));
    expect(file.problem).toContain('took too long');
  });

  it('waiting for a slow sender is no work', async () => {
    const slow = (async function* () {
      for await (const piece of pieces(content, 100)) {
        await new Promise((resolve) => setTimeout(resolve, 600));
        yield piece;
      }
    })();
    expect(await reader({ work: 3_500 })('a file', slow)).toMatchObject(waits);
  });

  it('a sender who sends nothing any more holds up nobody', async () => {
    const readFile = reader({ atOnce: 1, silence: 100 });
    const silent = (async function* () {
      yield content;
      await new Promise(() => undefined);
    })();
    const [first, second] = await Promise.allSettled([readFile('a file', silent), readFile('a file', pieces(content))]);
    expect(first).toMatchObject({ status: 'rejected', reason: { status: 408 } });
    expect(second).toMatchObject({ value: waits });
  });

  it('with the connection, the fault is passed on and no thread is left', async () => {
    await read(content);
    const before = threads();
    let during = 0;
    const cut = (async function* () {
      yield content;
      during = threads();
      throw new Error('cut');
    })();
    await expect(reader()('a file', cut)).rejects.toThrow('cut');
    expect(during).toBeGreaterThan(before);
    expect(threads()).toBe(before);
  });

  it('a name never shows another ending than it has', () => {
    expect(safeName('../../etc/log\u202Etxt.exe')).toBe('logtxt.exe');
    expect(safeName('\u200F\u0000')).toBe('file');
    expect(safeName('a\u2028b\r\nc.txt')).toBe('abc.txt');
  });
});

test('Twenty files at once are all read, and no thread is left', async () => {
  const before = threads();
  const warned: string[] = [];
  const hear = (warning: Error): void => void warned.push(warning.message);
  process.on('warning', hear);
  const readFile = reader();
  const log = Buffer.concat(Array.from({ length: 200 }, () => Buffer.from(webLog)));
  const all = await Promise.all(Array.from({ length: 20 }, () => readFile('a file', pieces(log, 1000))));
  expect(all.map((one) => one.finding?.kind)).toEqual(Array.from({ length: 20 }, () => 'iis-log'));
  expect(threads()).toBe(before);
  process.off('warning', hear);
  expect(warned).toEqual([]);
});
