/** How much one conversation, user or address may ask for, what it is told then, and that nobody else notices. */
import { WebSocket } from 'ws';
import { pino } from 'pino';
import { type Service, startService } from '../../bot/service.ts';
import { parseSettings } from '../../bot/settings.ts';
import { recorded } from '../support/recorded.ts';
import { newDatabase, startTestService } from '../support/service.ts';

const none = {
  ACTIVITIES_PER_MINUTE: '0',
  ACTIVITIES_PER_MINUTE_ADDRESS: '0',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
  UPLOADS_PER_HOUR: '0',
  MEGABYTES_PER_HOUR_ADDRESS: '0',
  STREAMS: '0',
  STREAMS_PER_ADDRESS: '0',
  TRUSTED_PROXIES: '1',
};

let service: Service | undefined;
const sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await service?.stop();
  service = undefined;
  jest.useRealTimers();
});

async function start(limits: Partial<Record<keyof typeof none, string>>): Promise<void> {
  service = await startTestService({ ...none, ...limits });
}

interface Answer {
  readonly status: number;
  readonly body: {
    readonly conversationId: string;
    readonly token: string;
    readonly streamUrl: string;
    readonly error?: { readonly code: string; readonly message: string } & string;
  };
  readonly retryAfter: number;
}

/** A request from an address, as the trusted proxy in front tells it. */
async function ask(path: string, from: string, { token, body, method = 'POST' }: { token?: string; body?: unknown; method?: string } = {}): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`http://127.0.0.1:${service?.port}${path}`, {
    method,
    headers: {
      'x-forwarded-for': from,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), retryAfter: Number(response.headers.get('retry-after') ?? Number.NaN) };
}

const base = '/v3/directline/conversations';

async function open(from: string): Promise<{ say: (text?: string) => Promise<Answer>; path: string; token: string; streamUrl: string; from: string }> {
  const { body } = await ask(base, from);
  const path = `${base}/${body.conversationId}`;
  const say = (text = 'help'): Promise<Answer> => ask(`${path}/activities`, from, { token: body.token, body: { type: 'message', text } });
  return { say, path, token: body.token, streamUrl: body.streamUrl, from };
}

async function statuses(times: number, act: () => Promise<Answer>): Promise<number[]> {
  const seen: number[] = [];
  for (let time = 0; time < times; time += 1) seen.push((await act()).status);
  return seen;
}

function expectTold(answer: Answer, longest: number): void {
  expect(answer).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests', message: expect.stringMatching(/Wait a moment/) } } });
  expect(answer.retryAfter).toBeGreaterThan(0);
  expect(answer.retryAfter).toBeLessThanOrEqual(longest);
}

const [here, there] = ['198.51.100.1', '198.51.100.2'];

describe('An operator', () => {
  it('is told once that a proxy stands in front which the settings do not know', async () => {
    const lines: string[] = [];
    const settings = parseSettings({ PORT: '0', DATABASE_URL: `sqlite:${newDatabase()}` });
    service = await startService(settings, pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }));
    await open(here);
    await open(there);
    expect(lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(1);
  });
});

describe('Too many activities', () => {
  it('in one conversation are refused, with the time to wait; other conversations go on', async () => {
    await start({ ACTIVITIES_PER_MINUTE: '5' });
    const [loud, quiet] = [await open(here), await open(here)];
    expect(await statuses(6, loud.say)).toEqual([200, 200, 200, 200, 200, 429]);
    expectTold(await loud.say(), 60);
    expect((await quiet.say()).status).toBe(200);
  });

  it('from one address are refused; another address does not notice', async () => {
    await start({ ACTIVITIES_PER_MINUTE_ADDRESS: '6' });
    const [one, two, far] = [await open(here), await open(here), await open(there)];
    expect([...(await statuses(4, one.say)), ...(await statuses(4, two.say))]).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    expect(await statuses(6, far.say)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('of one user over a connector are refused in the connector’s shape, whichever conversation they are in', async () => {
    await start({ ACTIVITIES_PER_MINUTE: '4', TRUSTED_PROXIES: '0' });
    let id = 0;
    const post = async (user: string, conversation: string): Promise<Answer> => {
      const activity = recorded('emulator-expect-replies', 'help', 'http://127.0.0.1:1');
      const body = { ...activity, id: `${(id += 1)}`, from: { id: user }, conversation: { id: conversation } };
      const response = await fetch(`http://127.0.0.1:${service?.port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as never, retryAfter: Number(response.headers.get('retry-after')) };
    };
    expect([await post('a', '1'), await post('a', '1'), await post('a', '2'), await post('a', '2')].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const refused = await post('a', '3');
    expect(refused).toMatchObject({ status: 429, body: { error: expect.stringMatching(/Wait a moment/) } });
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect((await post('b', '4')).status).toBe(200);
  });

  it('at once in one conversation, without any limit, are refused in the same way when too many wait', async () => {
    await start({});
    const one = await open(here);
    const answers = await Promise.all(Array.from({ length: 540 }, () => one.say('hello')));
    const seen = new Set(answers.map(({ status }) => status));
    expect([...seen].filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect((await one.say()).status).toBe(200);
  });
});

describe('Too many openings from one address are refused', () => {
  it.each([
    ['conversations', base, undefined],
    ['tokens', '/v3/directline/tokens/generate', undefined],
    ['sessions of the page', '/web-chat/session', {}],
  ])('%s', async (_what, path, body) => {
    await start({ CONVERSATIONS_PER_MINUTE_ADDRESS: '3' });
    const act = (): Promise<Answer> => ask(path, here, body === undefined ? {} : { body });
    expect((await statuses(4, act)).map((status) => status < 300 || status)).toEqual([true, true, true, 429]);
    const refused = await act();
    expect(refused.retryAfter).toBeGreaterThan(0);
    expect(JSON.stringify(refused.body.error)).toContain('Wait a moment');
    expect((await ask(path, there, body === undefined ? {} : { body })).status).toBeLessThan(300);
  });
});

function file(bytes: number): FormData {
  const form = new FormData();
  form.append('file', new Blob(['x'.repeat(bytes)], { type: 'text/plain' }), 'log.txt');
  return form;
}

describe('Too many uploads', () => {
  it('in one conversation are refused; another conversation goes on', async () => {
    await start({ UPLOADS_PER_HOUR: '2' });
    const [loud, quiet] = [await open(here), await open(here)];
    const upload = ({ path, token, from }: typeof loud): Promise<Answer> => ask(`${path}/upload`, from, { token, body: file(10) });
    expect(await statuses(2, () => upload(loud))).toEqual([200, 200]);
    expectTold(await upload(loud), 3600);
    expect((await upload(quiet)).status).toBe(200);
    expect((await loud.say()).status).toBe(200);
  });

  it('in bytes from one address are refused, in however many conversations; another address goes on', async () => {
    await start({ MEGABYTES_PER_HOUR_ADDRESS: '3' });
    const answers: number[] = [];
    for (let conversation = 0; conversation < 4; conversation += 1) {
      const { path, token } = await open(here);
      answers.push((await ask(`${path}/upload`, here, { token, body: file(900_000) })).status);
    }
    expect(answers).toEqual([200, 200, 200, 429]);
    const far = await open(there);
    expect((await ask(`${far.path}/upload`, there, { token: far.token, body: file(900_000) })).status).toBe(200);
  });
});

describe('Too many looks', () => {
  it('into one history are refused, later than activities are', async () => {
    await start({ ACTIVITIES_PER_MINUTE: '2' });
    const one = await open(here);
    const look = (): Promise<Answer> => ask(`${one.path}/activities`, here, { token: one.token, method: 'GET' });
    expect(await statuses(10, look)).toEqual(Array.from({ length: 10 }, () => 200));
    expectTold(await look(), 60);
  });
});

describe('Too many streams', () => {
  function stream(url: string, from: string): Promise<number | 'open'> {
    const socket = new WebSocket(url.replace('localhost', '127.0.0.1'), { headers: { 'x-forwarded-for': from } });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve('open'));
      socket.once('unexpected-response', (_request, response) => {
        const { statusCode = 0, headers } = response;
        resolve(statusCode === 429 && !(Number(headers['retry-after']) > 0) ? 0 : statusCode);
        socket.terminate();
      });
      socket.on('error', reject);
    });
  }

  it('from one address are refused, until one is closed; another address does not notice', async () => {
    await start({ STREAMS_PER_ADDRESS: '2' });
    const [one, far] = [await open(here), await open(there)];
    expect([await stream(one.streamUrl, here), await stream(one.streamUrl, here), await stream(one.streamUrl, here)]).toEqual(['open', 'open', 429]);
    expect(await stream(far.streamUrl, there)).toBe('open');
    const first = sockets[0]!;
    const closed = new Promise((resolve) => first.once('close', resolve));
    first.close();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stream(one.streamUrl, here)).toBe('open');
  });

  it('in all are refused', async () => {
    await start({ STREAMS: '2' });
    const one = await open(here);
    expect([await stream(one.streamUrl, here), await stream(one.streamUrl, there), await stream(one.streamUrl, '198.51.100.3')]).toEqual(['open', 'open', 429]);
  });

  it('that were refused or never opened do not count', async () => {
    await start({ STREAMS_PER_ADDRESS: '1' });
    const one = await open(here);
    for (let time = 0; time < 3; time += 1) expect(await stream(one.streamUrl.replace(/t=[^&]+/, 't=x'), here)).toBe(403);
    expect(await stream(one.streamUrl, here)).toBe('open');
  });
});
