/** The whole service: the client that Web Chat is built on, guides that change while it runs, health. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectLine, type Activity } from 'botframework-directlinejs';
import { pino } from 'pino';
import { startService, type Service } from '../../bot/service.ts';
import { parseSettings } from '../../bot/settings.ts';
import { DirectLinePerson, findButton } from '../support/direct-line-person.ts';
import { newDatabase, startTestService } from '../support/service.ts';
import { printerGuide, smallFiles } from '../support/small-knowledge.ts';
import { until } from '../support/stand-in-connector.ts';

// Stands in for the browser's own.
Object.assign(globalThis, { XMLHttpRequest: require('xhr2') });

let service: Service | undefined;
const clients: DirectLine[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await service?.stop();
  service = undefined;
});

function connect(port: number, options: object): { client: DirectLine; seen: Activity[]; shows: (text: string) => Promise<Activity> } {
  const client = new DirectLine({ domain: `http://127.0.0.1:${port}/v3/directline`, pollingInterval: 200, webSocket: true, ...options });
  clients.push(client);
  const seen: Activity[] = [];
  client.activity$.subscribe({ next: (activity) => seen.push(activity), error: () => undefined });
  const shows = async (text: string): Promise<Activity> => {
    await until(() => seen.some((one) => JSON.stringify(one).includes(text)));
    return seen.findLast((one) => JSON.stringify(one).includes(text))!;
  };
  return { client, seen, shows };
}

async function session(port: number): Promise<{ token: string; conversationId: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/web-chat/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  return (await response.json()) as { token: string; conversationId: string };
}

function tapOn(card: Activity, title: string): object {
  const data = findButton(card, title);
  if (typeof data !== 'object' || data === null) throw new Error(`There is no button "${title}".`);
  return data;
}

const from = { id: 'whoever', name: '' };

describe.each([{ webSocket: true }, { webSocket: false }])('A Direct Line client (%j)', (options) => {
  it('is welcomed, types a symptom, taps a button, and finds everything again after a reload', async () => {
    service = await startTestService();
    const opened = await session(service.port);
    const first = connect(service.port, { ...options, ...opened, watermark: '0' });
    await first.shows('What is wrong with your mail?');
    first.client.postActivity({ type: 'message', text: '86000C2B', from }).subscribe();
    const card = await first.shows('Did this phone get mail');
    first.client.postActivity({ type: 'message', value: tapOn(card, 'No, never'), text: '', from }).subscribe();
    await first.shows('Compare the policy');
    first.client.end();
    const second = connect(service.port, { ...options, ...opened, watermark: '0' });
    await second.shows('Compare the policy');
    expect(second.seen.filter((one) => JSON.stringify(one).includes('Did this phone get mail')).length).toBeGreaterThan(0);
  });
});

describe('Filling in a value', () => {
  it('replaces the card in place and keeps its id', async () => {
    service = await startTestService();
    const { shows, client, seen } = connect(service.port, { ...(await session(service.port)), watermark: '0' });
    client.postActivity({ type: 'message', text: '86000C2B', from }).subscribe();
    client.postActivity({ type: 'message', value: tapOn(await shows('Did this phone get mail'), 'No, never'), text: '', from }).subscribe();
    const card = await shows('Compare the policy');
    const data = tapOn(card, 'Fill in');
    client.postActivity({ type: 'message', value: { ...data, 'field-mailbox': "O'Brien" }, text: '', from }).subscribe();
    const filled = await shows("'O''Brien'");
    expect(filled.id).toBe(card.id);
    expect(seen.indexOf(filled)).toBeGreaterThan(seen.indexOf(card));
  });
});

describe('Guides that change while the service runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-knowledge-'));
  const lines: string[] = [];

  beforeAll(async () => {
    for (const part of ['guides', 'facts']) mkdirSync(join(folder, part));
    for (const { path, text } of smallFiles()) writeFileSync(join(folder, path), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are picked up, and broken ones are refused with the reason in the log', async () => {
    const settings = parseSettings({ PORT: '0', DATABASE_URL: `sqlite:${newDatabase()}`, KNOWLEDGE_DIR: folder });
    service = await startService(settings, pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }));
    const { port } = service;
    const asks = async (): Promise<string> => {
      const person = await DirectLinePerson.open(port);
      await person.say('printer offline');
      return person.last();
    };
    expect(await asks()).toContain('How is the printer connected?');
    writeFileSync(join(folder, 'guides/printer-offline.yaml'), printerGuide.replace('How is the printer connected?', 'Which way is it connected?'));
    await until(async () => (await asks()).includes('Which way is it connected?'));
    writeFileSync(join(folder, 'guides/printer-offline.yaml'), printerGuide.replace('next: reseat-cable', 'next: nowhere'));
    await until(() => lines.some((line) => line.includes('nowhere')));
    expect(lines.find((line) => line.includes('nowhere'))).toMatch(/printer-offline\.yaml:\d+ \(which-connection\)/);
    expect(await asks()).toContain('Which way is it connected?');
    expect(lines.join('')).not.toContain('printer offline');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('have faults')]);
  });
});

describe('An operator', () => {
  it('sees that the service lives and is ready', async () => {
    service = await startTestService();
    const get = async (path: string): Promise<number> => (await fetch(`http://127.0.0.1:${service?.port}${path}`)).status;
    expect([await get('/healthz'), await get('/readyz')]).toEqual([200, 200]);
  });

  it('is told when the port is in use', async () => {
    service = await startTestService();
    await expect(startTestService({ PORT: String(service.port) })).rejects.toThrow(/Port \d+ is in use/);
  });

  it('is told when there is no guide', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'stepwise-empty-'));
    await expect(startTestService({ KNOWLEDGE_DIR: empty })).rejects.toMatchObject({ faults: [{ problem: expect.stringContaining('no guide') }] });
  });
});

it('A service that is told to stop still serves while it says that it is not ready, for as long as is set', async () => {
  const draining = await startTestService({ DRAIN_SECONDS: '1' });
  const address = `http://127.0.0.1:${draining.port}`;
  const began = performance.now();
  let stopped = false;
  const stopping = draining.stop().then(() => (stopped = true));
  const ready = await fetch(`${address}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reason: 'The service is shutting down.' }]);
  const person = await DirectLinePerson.open(draining.port);
  expect(await person.say('86000C2B')).toBe(200);
  expect(stopped).toBe(false);
  await stopping;
  expect(performance.now() - began).toBeGreaterThan(950);
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});
