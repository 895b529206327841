import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { Service } from '../../bot/service.ts';
import { findButton } from '../support/direct-line-person.ts';
import { newDatabase, startTestService } from '../support/service.ts';
import { StandInConnector, until } from '../support/stand-in-connector.ts';

let service: Service;
let connector: StandInConnector;
let ids = 0;

beforeEach(async () => {
  connector = await StandInConnector.start();
  service = await startTestService();
});
afterEach(async () => {
  await service.stop();
  await connector.stop();
});

function recorded(name: 'emulator' | 'teams', text: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  const fixture = readFileSync(join(__dirname, `../fixtures/${name}-message.json`), 'utf8');
  return {
    ...(JSON.parse(fixture.replaceAll('TEXT', text).replace('SERVICE_URL', connector.address)) as Record<string, unknown>),
    id: `activity-${(ids += 1)}`,
    ...change,
  };
}

async function post(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: { activities?: { attachments: { content: unknown }[] }[]; error?: string } }> {
  const response = await fetch(`http://127.0.0.1:${service.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as never) };
}

function button(sent: unknown, title: string): unknown {
  const data = findButton(sent, title);
  if (data === undefined) throw new Error(`There is no button "${title}".`);
  return data;
}

describe('A person in the Emulator or in Teams', () => {
  it.each(['emulator', 'teams'] as const)('is answered with a card (%s)', async (channel) => {
    expect((await post(recorded(channel, 'error 86000C2B'))).status).toBe(200);
    await until(() => connector.sent.length === 1);
    expect(connector.sent[0]?.activity.attachments?.[0]?.content).toMatchObject({ type: 'AdaptiveCard' });
    expect(connector.sent[0]?.activity.summary).not.toBe('');
    expect(JSON.stringify(connector.sent[0]?.activity)).toContain('86000C2B');
  });

  it('can tap a button of the card and goes on', async () => {
    await post(recorded('teams', 'error 86000C2B'));
    await until(() => connector.sent.length === 1);
    await post(
      recorded('teams', '', {
        text: undefined,
        attachments: [],
        entities: [],
        value: button(connector.sent[0]?.activity, 'Talk to a person'),
        replyToId: 'sent-1',
      }),
    );
    await until(() => connector.sent.length >= 2);
    expect(JSON.stringify(connector.sent[1]?.activity)).toContain('Problem in their words');
  });

  it('is welcomed once, however the channel announces them', async () => {
    const bot = { id: '28:00000000-aaaa-bbbb-cccc-000000000001' };
    const announced = { text: undefined, attachments: undefined, entities: undefined };
    await post(recorded('teams', '', { ...announced, type: 'conversationUpdate', membersAdded: [bot], from: undefined }));
    await post(recorded('teams', '', { ...announced, type: 'installationUpdate', action: 'add' }));
    await post(recorded('teams', '', { ...announced, type: 'conversationUpdate', membersAdded: [{ id: '29:1abcDEF-user' }, bot] }));
    await post(recorded('teams', '', { ...announced, type: 'typing' }));
    await until(() => connector.sent.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(connector.sent).toHaveLength(1);
    expect(JSON.stringify(connector.sent[0]?.activity)).toContain('Windows Phone 7 and Exchange 2010 are out of support');
  });

  it('gets plain text on a channel without cards', async () => {
    await post(recorded('emulator', 'error 86000C2B', { channelId: 'sms' }));
    await until(() => connector.sent.length === 1);
    expect(connector.sent[0]?.activity.attachments ?? []).toEqual([]);
    expect(connector.sent[0]?.activity.text).toContain('1');
  });

  it('gets the answer in the response when the channel expects replies there, twice the same', async () => {
    const activity = recorded('emulator', 'error 86000C2B', { deliveryMode: 'expectReplies' });
    const first = await post(activity);
    expect(first.body.activities).toHaveLength(1);
    const second = await post(activity);
    expect(second.body.activities?.[0]?.attachments).toEqual(first.body.activities?.[0]?.attachments);
    expect(connector.sent).toEqual([]);
  });

  it('is answered once when the channel delivers twice, at once or later', async () => {
    const activity = recorded('teams', 'error 86000C2B');
    await Promise.all([post(activity), post(activity), post(activity)]);
    await post(activity);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(connector.sent).toHaveLength(1);
  });

  it('gets every answer of messages sent at once, in some order', async () => {
    await Promise.all(['hello', 'help', 'where am i', 'error 86000C2B'].map((text) => post(recorded('teams', text))));
    await until(() => connector.sent.length === 4);
  });

  it('gets the reply later when the connector is away for a moment', async () => {
    connector.failWith = 404;
    expect((await post(recorded('teams', 'error 86000C2B'))).status).toBe(200);
    expect(connector.sent).toEqual([]);
    connector.failWith = undefined;
    await until(() => connector.sent.length === 1);
  });
});

describe('A reply that could not be sent', () => {
  it('is posted once by an answer that is ambiguous, and again only later', async () => {
    connector.failWith = 500;
    await post(recorded('teams', 'error 86000C2B'));
    await until(() => connector.refused === 1);
    connector.failWith = undefined;
    await until(() => connector.sent.length === 1);
  });

  it('does not silence the conversation when the channel refuses it for good', async () => {
    connector.failWith = 413;
    await post(recorded('teams', 'help'));
    await until(() => connector.refused >= 2);
    connector.failWith = undefined;
    await post(recorded('teams', 'error 86000C2B'));
    await until(() => JSON.stringify(connector.sent).includes('86000C2B'));
  });

  it('is given to each of two messages without ids', async () => {
    await post(recorded('teams', 'help', { id: undefined, timestamp: undefined }));
    await post(recorded('teams', 'help', { id: undefined, timestamp: undefined }));
    await until(() => connector.sent.length === 2);
  });

  it('goes out after a restart', async () => {
    const file = newDatabase();
    const first = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    const [other, activity] = [service, recorded('teams', 'error 86000C2B')];
    service = first;
    connector.failWith = 404;
    await post(activity);
    await first.stop();
    connector.failWith = undefined;
    const second = await startTestService({ DATABASE_URL: `sqlite:${file}` });
    await until(() => connector.sent.length === 1);
    await second.stop();
    service = other;
  });
});

describe('A stranger', () => {
  it.each([
    ['no JSON', '{', {}, 400],
    ['no activity', { hello: 1 }, {}, 400],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['gzip that is not gzip', 'x', { 'content-encoding': 'gzip' }, 415],
    ['gzip that is gzip', new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip' }, 415],
    ['a huge body', JSON.stringify({ text: 'x'.repeat(400_000) }), {}, 413],
    ['deep nesting', `${'['.repeat(1000)}${']'.repeat(1000)}`, {}, 400],
  ])('who sends %s is refused, and the service lives', async (_what, body, headers, status) => {
    const answer = await post(body, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect((await fetch(`http://127.0.0.1:${service.port}/healthz`)).status).toBe(200);
  });

  it.each([
    'GET / HTTP/1.1\r\nHost: [x\r\n\r\n',
    'GET http://[::bad HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  ])('who sends the request line %j is answered, and the service lives', async (request) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(service.port, '127.0.0.1', () => socket.end(request));
      socket.once('data', (data) => resolve(data.toString()));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 [24]\d\d/);
    expect((await fetch(`http://127.0.0.1:${service.port}/healthz`)).status).toBe(200);
  });

  it('who asks to upgrade to something else than a WebSocket is served as usual', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(service.port, '127.0.0.1', () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
      );
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 200/);
  });

  it('cannot make the bot answer to an address of their choice', async () => {
    const answer = await post(recorded('teams', 'error 86000C2B', { serviceUrl: 'http://169.254.169.254/' }));
    expect(answer.status).toBe(403);
  });

  it('who comes through a proxy is not served without an application id', async () => {
    expect((await post(recorded('teams', 'hi'), { 'x-forwarded-for': '8.8.8.8' })).status).toBe(403);
  });

  it('without a token is refused when there is an application id, and told no internals', async () => {
    await service.stop();
    service = await startTestService({ HOST: '127.0.0.1', MicrosoftAppId: '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', MicrosoftAppPassword: 'secret' });
    const answer = await post(recorded('teams', 'hi', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }));
    expect(answer).toEqual({ status: 401, body: { error: expect.stringContaining('token') } });
  });
});
