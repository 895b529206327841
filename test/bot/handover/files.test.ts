/** A file that a person lets the helpdesk have, and every door to it. */
import { pino } from 'pino';
import type { Service } from '../../../bot/service.ts';
import { signIn } from '../../support/agents.ts';
import { DirectLinePerson } from '../../support/direct-line-person.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/stand-in-connector.ts';
import { StandInWebhook } from '../../support/stand-in-webhook.ts';

const content = 'a log <script>alert(1)</script>\n';
const name = 'log <b> [x].html';
let webhook: StandInWebhook;
let service: Service;
let cookie: string;
let ahead = 0;
const now = (): number => Date.now() + ahead;

beforeEach(async () => {
  ahead = 0;
  webhook = await StandInWebhook.start();
  webhook.now = now;
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  service = await startTestService(webhook.settings, now, log);
  const link = /http:\/\/[^"]*sign-in\?code=[\w-]+/.exec(lines.join(''))?.[0] ?? '';
  cookie = await signIn({ service, link: link.replace(/localhost:\d+/, `127.0.0.1:${service.port}`) });
});
afterEach(async () => {
  await service.stop();
  await webhook.stop();
});

async function handOver(answer: string): Promise<DirectLinePerson> {
  const person = await DirectLinePerson.open(service.port);
  await person.say('error 86000C2B');
  await person.upload('first.txt', 'nothing that can be read');
  await person.tap('Talk to a person');
  await person.tap('Here in this chat');
  await person.tap(answer);
  await person.tap('Send it');
  await until(() => webhook.received.length > 0);
  return person;
}

interface News {
  readonly id: string;
  readonly text: string;
  readonly file: { readonly url: string; readonly until: string };
}

const created = () => [...webhook.cases.values()].filter(({ type }) => type === 'handover.created');
const newsOfFiles = (): News[] => webhook.received.filter(({ body }) => body.type === 'handover.file').map(({ body }) => body as unknown as News);

/** Hands over, sends a file, and gives the signed link to it, at the port of this test. */
async function sendFile(): Promise<{ person: DirectLinePerson; url: URL }> {
  const person = await handOver('Yes, keep files for them');
  expect(await person.upload(name, content)).toBe(200);
  await until(() => newsOfFiles().length === 1);
  const url = new URL(newsOfFiles()[0]?.file.url ?? '');
  url.host = `127.0.0.1:${service.port}`;
  return { person, url };
}

function get(url: URL, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers, redirect: 'manual' });
}

it('A private key is kept for nobody, not even for the helpdesk', async () => {
  const person = await handOver('Yes, keep files for them');
  await person.upload('server.key', '-----BEGIN PRIVATE KEY-----\nnever kept for the helpdesk\n-----END PRIVATE KEY-----\n');
  const said = JSON.stringify((await person.history()).at(-1));
  expect(said).toMatch(/Do not share this".*private key/);
  expect(said).not.toContain('copy of your file');
  expect(newsOfFiles()).toEqual([]);
});

const unsigned = (url: URL): URL => new URL(url.pathname, url);

describe('A file for the helpdesk', () => {
  it('is opened with the link that the webhook gets, and only ever saved', async () => {
    const { url } = await sendFile();
    expect(newsOfFiles()[0]).toMatchObject({ text: name, file: { until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) } });
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(content);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''log%20%3Cb%3E/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  it('is opened by an agent who is signed in', async () => {
    const { url } = await sendFile();
    const response = await get(unsigned(url), { cookie });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(content);
  });

  it('is not opened by strangers, nor by the person in whose name they come', async () => {
    const { person, url } = await sendFile();
    const doors: Record<string, string>[] = [{}, { authorization: `Bearer ${person.token}` }, { cookie: 'stepwise-agent=x' }];
    for (const headers of doors) {
      const response = await get(unsigned(url), headers);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('a log');
    }
    const again = await get(new URL('?again=1', unsigned(url)));
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('Sign in');
  });

  it('is not opened with a link that has run out, but by an agent with it', async () => {
    const { url } = await sendFile();
    ahead = 24 * 3_600_000 + 1;
    expect((await get(url)).status).toBe(403);
    ahead = 3_600_000;
    expect((await get(url, { cookie })).status).toBe(200);
  });

  it('is not opened when anything of the link was changed', async () => {
    const { url } = await sendFile();
    const changes: ((changed: URL) => void)[] = [
      (changed) => changed.searchParams.set('until', String(Number(url.searchParams.get('until')) + 1)),
      (changed) => changed.searchParams.set('signature', 'x'),
      (changed) =>
        changed.searchParams.set(
          'signature',
          (url.searchParams.get('signature') ?? '').replace(/^./, (one) => (one === 'A' ? 'B' : 'A')),
        ),
      (changed) => (changed.pathname = url.pathname.replace(/[^/]+$/, 'other')),
      (changed) => (changed.pathname = url.pathname.replace(/handover\/[^/]+/, 'handover/other')),
    ];
    for (const change of changes) {
      const changed = new URL(url);
      change(changed);
      const response = await get(changed);
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('a log');
    }
  });

  it('is not found beside another hand-over, also by an agent', async () => {
    const { url } = await sendFile();
    await handOver('No files');
    await until(() => created().length === 2);
    const other = created()[1]?.id ?? '';
    const elsewhere = new URL(url.pathname.replace(/handover\/[^/]+/, `handover/${other}`), url);
    expect(elsewhere.pathname).not.toBe(url.pathname);
    expect((await get(elsewhere, { cookie })).status).toBe(404);
  });

  it('is gone with the case', async () => {
    const { person, url } = await sendFile();
    await person.say('forget me');
    await person.tap('Delete everything');
    await until(async () => (await get(url)).status === 404);
    expect((await get(unsigned(url), { cookie })).status).toBe(404);
  });

  it('is not kept for anybody when the person did not agree', async () => {
    const person = await handOver('No files');
    expect(await person.upload(name, content)).toBe(200);
    await person.tap('How is it going?');
    expect(newsOfFiles()).toEqual([]);
    expect(await person.last()).not.toContain('kept');
  });
});
