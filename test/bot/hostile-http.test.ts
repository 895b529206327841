/** HTTP as no honest client speaks it, against the real program: it answers, lives, and goes on serving others. */
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { sendRaw } from '../support/raw-http.ts';
import { recorded } from '../support/recorded.ts';
import { noLimits, ServiceProcess } from '../support/service-process.ts';

jest.setTimeout(60_000);

let service: ServiceProcess;
let person: { conversationId: string; token: string; streamUrl: string };
/** What came back to somebody who sends a body at one byte a second; begun first, looked at last. */
let trickled: Promise<{ text: string; seconds: number }>;

beforeAll(async () => {
  service = await ServiceProcess.start(noLimits);
  person = (await (await fetch(`${service.origin}/v3/directline/conversations`, { method: 'POST' })).json()) as typeof person;
  trickled = trickle();
});
afterAll(() => service.stop());
afterEach(async () => {
  expect([service.ended, service.errors]).toEqual([undefined, '']);
  expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);
});

function trickle(): Promise<{ text: string; seconds: number }> {
  const began = Date.now();
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(service.port, '127.0.0.1', () => socket.write(head('POST', '/api/messages', 'Content-Length: 1000')));
    const timer = setInterval(() => socket.write(' '), 1000);
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ text, seconds: (Date.now() - began) / 1000 });
    });
  });
}

function head(method: string, path: string, ...headers: string[]): string {
  const auth = path.includes('directline/conversations/') ? [`Authorization: Bearer ${person.token}`] : [];
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...auth, ...headers];
  if (!headers.some((line) => /^content-type/i.test(line))) lines.push('Content-Type: application/json');
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const activities = (): string => `/v3/directline/conversations/${person.conversationId}/activities`;
const uploads = (): string => `/v3/directline/conversations/${person.conversationId}/upload`;
/** Every address that takes a body. */
const doors = (): string[] => ['/api/messages', '/web-chat/session', '/v3/directline/tokens/generate', '/v3/directline/conversations', activities(), uploads()];

async function post(path: string, body: Uint8Array | string, headers: Record<string, string> = {}): Promise<number> {
  const authorization: Record<string, string> = path.includes('directline/conversations/') ? { authorization: `Bearer ${person.token}` } : {};
  const response = await fetch(service.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization, ...headers },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  await response.text();
  return response.status;
}

describe('A body', () => {
  it.each([
    ['gzip that is not gzip', new Uint8Array([1, 2, 3]), 'gzip'],
    ['48 KB that unpack to 50 MB', new Uint8Array(gzipSync(`{"text":"${'x'.repeat(50_000_000)}"}`)), 'gzip'],
    ['deflate', new Uint8Array([1]), 'deflate'],
    ['brotli', new Uint8Array([1]), 'br'],
    ['two encodings', new Uint8Array(gzipSync('{}')), 'gzip, gzip'],
    ['an unknown encoding', new Uint8Array([1]), 'x'],
  ])('of %s is refused at every door, unread', async (_what, body, encoding) => {
    for (const path of doors()) {
      const type = path === uploads() ? 'multipart/form-data; boundary=x' : 'application/json';
      expect([path, await post(path, body, { 'content-encoding': encoding, 'content-type': type })]).toEqual([path, 415]);
    }
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json, text/html',
    'text/json',
    'application/JSONP',
  ])('of type %s is refused where JSON is due', async (type) => {
    for (const path of doors().filter((one) => one !== uploads()))
      expect([path, await post(path, '{"type":"message"}', { 'content-type': type })]).toEqual([path, 415]);
  });

  it('without a type is refused', async () => {
    const { statuses } = await sendRaw(service.port, 'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}');
    expect(statuses).toEqual([415]);
  });

  it('that is too large is refused at every door, whether it says its length or not', async () => {
    for (const path of doors()) {
      const type = path === uploads() ? 'multipart/form-data; boundary=x' : 'application/json';
      const size = path === uploads() ? 55_000_000 : 300_000;
      expect([path, await post(path, ' '.repeat(size), { 'content-type': type })]).toEqual([path, 413]);
    }
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const { statuses } = await sendRaw(service.port, `${head('POST', '/api/messages', 'Transfer-Encoding: chunked')}${chunk.repeat(5)}0\r\n\r\n`);
    expect(statuses).toEqual([413]);
  });

  it('with a text or a card value over the limits is refused', async () => {
    const long = { ...recorded('teams-message', 'x'.repeat(100_001), 'http://127.0.0.1:1'), attachments: [] };
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) });
    expect(await post('/api/messages', JSON.stringify(long))).toBe(400);
    expect(await post(activities(), JSON.stringify({ type: 'message', text: 'x'.repeat(100_001) }))).toBe(400);
    for (const path of ['/api/messages', activities()]) {
      expect(await post(path, JSON.stringify({ ...recorded('webchat-post-back', '', 'http://127.0.0.1:1'), value: deep(30) }))).toBe(400);
      expect(await post(path, `{"type":"message","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toBe(400);
    }
  });

  it('that is shorter than it says, or longer, does no harm', async () => {
    const short = await sendRaw(service.port, `${head('POST', '/api/messages', 'Content-Length: 100')}{}`, { half: true });
    expect(short.statuses.every((status) => status === 400)).toBe(true);
    const long = await sendRaw(service.port, `${head('POST', '/api/messages', 'Content-Length: 2')}{}GARBAGE / x\r\n\r\n`);
    expect(new Set(long.statuses)).toEqual(new Set([400]));
  });

  it('in chunks is read, and in torn chunks refused', async () => {
    const body = JSON.stringify({ type: 'message', text: 'help' });
    const chunks = [...body].map((sign) => `1\r\n${sign}\r\n`).join('');
    const good = await sendRaw(service.port, `${head('POST', activities(), 'Transfer-Encoding: chunked')}${chunks}0\r\n\r\n`);
    expect(good.statuses).toEqual([200]);
    for (const torn of ['zz\r\n{}\r\n0\r\n\r\n', '-1\r\n{}\r\n0\r\n\r\n', 'ffffffffffffffffff\r\n{}', '5\r\n{}\r\n0\r\n\r\n']) {
      const answer = await sendRaw(service.port, head('POST', activities(), 'Transfer-Encoding: chunked') + torn);
      expect(answer.statuses.every((status) => status === 400)).toBe(true);
    }
  });

  it('whose sender waits for "100 Continue" is guarded like any other', async () => {
    const good = await sendRaw(service.port, `${head('POST', '/web-chat/session', 'Content-Length: 2', 'Expect: 100-continue')}{}`);
    expect(good.statuses).toEqual([100, 200]);
    for (const [target, host] of [
      ['/', '[x'],
      ['//', 'x'],
      ['http://[::bad', 'x'],
      ['*', '['],
    ]) {
      const { statuses } = await sendRaw(service.port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
      expect(statuses).toEqual([400]);
    }
    expect((await sendRaw(service.port, head('POST', '/api/messages', 'Expect: the-unexpected', 'Content-Length: 0'))).statuses).toEqual([417]);
  });
});

describe('A request within a request', () => {
  const inner = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

  it.each([
    ['two lengths', ['Content-Length: 0', `Content-Length: ${inner.length}`]],
    ['two lengths in one line', [`Content-Length: 0, ${inner.length}`]],
    ['a length and chunks', [`Content-Length: ${inner.length}`, 'Transfer-Encoding: chunked']],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
    ['chunks that are not last', ['Transfer-Encoding: chunked, identity']],
    ['almost chunks', ['Transfer-Encoding: xchunked']],
    ['chunks in disguise', ['Transfer-Encoding:\u000bchunked']],
    ['a blank before the colon', ['Transfer-Encoding : chunked']],
    ['a folded line', ['X: y\r\n Transfer-Encoding: chunked']],
    ['a negative length', ['Content-Length: -1']],
    ['a length with a sign', ['Content-Length: +5']],
    ['a length in hexadecimal', ['Content-Length: 0x5']],
    ['a header without a name', [': x']],
    ['a NUL in a header', ['X: a\u0000b']],
    ['a lone line feed', ['X: a\nContent-Length: 5']],
  ])('by %s is never served', async (_what, headers) => {
    const { statuses, text } = await sendRaw(
      service.port,
      `POST /api/messages HTTP/1.1\r\nHost: localhost\r\n${headers.join('\r\n')}\r\n\r\n0\r\n\r\n${inner}`,
    );
    expect(text).not.toContain('"alive"');
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
  });

  it.each([
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'POST /api/messages\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
    '\r\n\r\n\r\n',
    'GET  /  HTTP/1.1\r\n\r\n',
    `${'G'.repeat(20_000)}`,
  ])('or something else than HTTP (%j) ends the connection at most', async (bytes) => {
    const { statuses } = await sendRaw(service.port, bytes);
    expect(statuses.every((status) => status >= 400 && status !== 500)).toBe(true);
  });
});

describe('Headers', () => {
  it.each([
    ['one of 20 KB', [`X: ${'y'.repeat(20_000)}`]],
    ['3000 of them', Array.from({ length: 3000 }, (_, index) => `X${index}: y`)],
    ['a token of 15 KB', [`Authorization: Bearer ${'y'.repeat(15_000)}`]],
    ['cookies of 15 KB', [`Cookie: ${'stepwise-session=x; '.repeat(750)}`]],
    ['1000 proxies', [`X-Forwarded-For: ${'1.1.1.1, '.repeat(1000)}`]],
  ])('in a flood (%s) are answered or refused', async (_what, headers) => {
    for (const path of ['/', '/web-chat/session', activities()]) {
      const { statuses } = await sendRaw(service.port, head(path === '/' ? 'GET' : 'POST', path, ...headers, 'Content-Length: 2').concat('{}'));
      expect(statuses).toHaveLength(1);
      expect(statuses[0]).toBeLessThan(500);
    }
  });
});

describe('Paths', () => {
  it.each([
    '/assets/../../package.json',
    '/assets/x/../../../package.json',
    '/assets/x/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/x/..%5c..%5cpackage.json',
    '/assets/x/page.js%00.css',
    '/assets/x/__proto__',
    '/assets/x/constructor',
    '/..;/package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/.env',
    '/.git/config',
    '/data/stepwise.db',
    '/v3/directline/conversations/../../../../etc/passwd',
    '/v3/directline/conversations/%2e%2e%2f%2e%2e/activities',
    '/v3/directline/conversations//activities',
    '/v3/directline/conversations/%00/activities',
    '/v3/directline/conversations/%E0%A4%A/activities',
    `/v3/directline/conversations/${'x'.repeat(10_000)}/activities`,
    `/${'a/'.repeat(5000)}`,
    '/\\\\evil.example/x',
    '/?%',
    '/%',
  ])('%s lead nowhere', async (path) => {
    const { statuses, text } = await sendRaw(service.port, head('GET', path));
    expect(text).not.toMatch(/"dependencies"|root:|SQLite format|\[core\]/);
    expect(statuses).toHaveLength(1);
    expect([200, 400, 401, 403, 404, 405, 414, 431]).toContain(statuses[0]);
    if (statuses[0] === 200) expect(path).toMatch(/^\/\?/);
  });
});

describe('Upgrades', () => {
  it('that are refused do not hold their socket', async () => {
    const sockets: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    for (let time = 0; time < 50; time += 1) {
      // A client that never closes its own side.
      const socket = connect({ port: service.port, host: '127.0.0.1', allowHalfOpen: true }, () =>
        socket.write(
          head(
            'GET',
            '/v3/directline/conversations/x/stream?t=x',
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Key: x',
            'Sec-WebSocket-Version: 13',
          ),
        ),
      );
      socket.on('error', () => undefined).resume();
      sockets.push(socket);
      closed.push(new Promise((resolve) => socket.once('end', resolve)));
    }
    await Promise.all(closed);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await service.sockets()).toBeLessThan(20);
    for (const socket of sockets) socket.destroy();
  });
});

describe('Hundreds who begin a request and do not go on', () => {
  it('leave others served', async () => {
    const idle: Socket[] = [];
    const half = (bytes: string): void => {
      const socket = connect(service.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('error', () => undefined);
      idle.push(socket);
    };
    for (let time = 0; time < 150; time += 1) {
      half('POST /api/messages HTTP/1.1\r\nHost: localhost\r\nX-');
      half(`${head('POST', '/api/messages', 'Content-Length: 1000')}{`);
      half(`${head('POST', uploads(), 'Content-Type: multipart/form-data; boundary=x', 'Content-Length: 100000')}--x\r\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    const times: number[] = [];
    for (let time = 0; time < 30; time += 1) {
      const began = performance.now();
      expect(await post(activities(), JSON.stringify({ type: 'message', text: 'help' }))).toBe(200);
      times.push(performance.now() - began);
    }
    expect(times.toSorted((one, other) => one - other)[15]).toBeLessThan(200);
    for (const socket of idle) socket.destroy();
  });

  it('are told so after ten seconds, and then cut off', async () => {
    const { text, seconds } = await trickled;
    expect(text).toMatch(/^HTTP\/1.1 408 .*\r\n/);
    expect(text.toLowerCase()).toContain('connection: close');
    expect(seconds).toBeLessThan(25);
  });
});
