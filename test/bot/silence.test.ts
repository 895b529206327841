/** Nothing that people type or send gets into the log, into the events, or becomes a statement of the database. */
import { DatabaseSync } from 'node:sqlite';
import { sendRaw } from '../support/raw-http.ts';
import { injections, mark } from '../support/injection-strings.ts';
import { recorded } from '../support/recorded.ts';
import { noLimits, ServiceProcess } from '../support/service-process.ts';

jest.setTimeout(60_000);

let service: ServiceProcess;
let tables: unknown[];

beforeAll(async () => {
  service = await ServiceProcess.start({ ...noLimits, LOG_LEVEL: 'trace' });
  tables = rows('SELECT name, sql FROM sqlite_master ORDER BY name');
});
afterAll(() => service.stop());

function rows(query: string): unknown[] {
  const database = new DatabaseSync(service.database, { readOnly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

const headers = { 'content-type': 'application/json' };

async function post(path: string, body: unknown, more: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(service.origin + path, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** A header's value cannot have everything. */
function header(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 500);
}

async function onOurChannel(): Promise<void> {
  const { conversationId, token } = JSON.parse((await post('/v3/directline/conversations', {})).text) as { conversationId: string; token: string };
  const path = `/v3/directline/conversations/${conversationId}`;
  const auth = { authorization: `Bearer ${token}` };
  for (const text of injections) {
    await post(
      `${path}/activities`,
      { type: 'message', text, locale: text.slice(0, 200), from: { id: text.slice(0, 200) }, channelData: { clientActivityID: text.slice(0, 200) } },
      auth,
    );
    await post(
      `${path}/activities`,
      { type: 'message', value: { stepwise: 1, stamp: { case: 'x', node: text.slice(0, 150), visit: 0 }, action: { do: 'comment' }, comment: text } },
      auth,
    );
    await post(
      `${path}/activities`,
      { type: 'message', attachments: [{ contentType: 'text/plain', name: text.slice(0, 200), contentUrl: 'https://example.com/' }] },
      auth,
    );
    await post(`${path}/activities`, { type: text.slice(0, 60), name: text }, auth);
    await post(`${path}/activities`, `{"type":"message","text":"${mark}`, auth);
    await post('/v3/directline/tokens/refresh', {}, { authorization: `Bearer ${header(text)}` });
    await post('/web-chat/session', { fresh: text }, { cookie: `stepwise-session=${header(text)}` });
  }
  const form = new FormData();
  for (const text of injections.slice(0, 5)) form.append('file', new Blob([text], { type: `text/${mark}` }), text.replace(/[\r\n"]/g, ''));
  const uploaded = await fetch(`${service.origin}${path}/upload`, { method: 'POST', headers: auth, body: form });
  expect(uploaded.status).toBe(200);
}

/** Replies cannot be delivered there, so that warnings are logged too. */
const nobody = 'http://127.0.0.1:1/';

async function overAConnector(): Promise<void> {
  for (const [index, text] of injections.entries()) {
    const id = text.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 300);
    const person = { id: id || 'x', name: text, aadObjectId: text };
    await post('/api/messages', {
      ...recorded('teams-message', text, nobody),
      id: `${id}-${index}`,
      from: person,
      conversation: { id, name: text },
      attachments: [{ contentType: 'text/plain', name: text, contentUrl: 'x' }],
    });
    await post('/api/messages', {
      ...recorded('emulator-expect-replies', text, nobody),
      id: `e-${index}`,
      from: person,
      locale: text.slice(0, 60),
      value: { any: text },
    });
    await post('/api/messages', { ...recorded('teams-conversation-update', '', `${nobody}${mark}`), membersAdded: [person] });
    await post('/api/messages', { type: text });
  }
}

async function overBareHttp(): Promise<void> {
  for (const request of [
    `GET /${mark} HTTP/1.1\r\nHost: ${mark}\r\n\r\n`,
    `GET /v3/directline/conversations/${mark}/stream?t=${mark} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${mark}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    `${mark} / HTTP/1.1\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: [${mark}\r\nX: ${mark}\r\n\r\n`,
  ]) {
    await sendRaw(service.port, request, { quiet: 100 });
  }
}

it('Whatever comes in by whichever way, the log at its most talkative has nothing of it', async () => {
  await Promise.all([onOurChannel(), overAConnector(), overBareHttp()]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(service.output).toContain('could not be sent');
  expect(service.output.toLowerCase()).not.toContain(mark);
  expect(service.errors).toBe('');
  const lines = service.output.trim().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(Number) });
  expect(lines.filter((line) => line.includes('forged'))).toEqual([]);
});

it('The tables are the same as before, and the events say nothing of anybody’s words', () => {
  expect(rows('SELECT name, sql FROM sqlite_master ORDER BY name')).toEqual(tables);
  expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const events = JSON.stringify(rows('SELECT * FROM events'));
  expect(events).toContain('arrived');
  expect(events.toLowerCase()).not.toContain(mark);
});
