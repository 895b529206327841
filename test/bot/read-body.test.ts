import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { Refusal } from '../../bot/refusal.ts';
import { readBody } from '../../bot/read-body.ts';
import { gzipSync } from 'node:zlib';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    readBody(request, { bytes: 1024, milliseconds: 300 }).then(
      (body) => response.end(JSON.stringify({ read: body })),
      (error: unknown) => {
        response.writeHead(error instanceof Refusal ? error.status : 500, { Connection: 'close' });
        response.end(error instanceof Error ? error.message : '');
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(origin, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
  return { status: response.status, text: await response.text() };
}

/** Sends raw HTTP and gives the answer's status line. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(request));
    socket.once('data', (chunk) => {
      resolve(String(chunk).split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('A body', () => {
  it('is read when it is JSON within the bounds', async () => {
    expect(await post('{"a":[1,"ü"]}')).toEqual({ status: 200, text: '{"read":{"a":[1,"ü"]}}' });
    expect(await post('1', { 'Content-Type': 'application/json; charset=utf-8' })).toMatchObject({ status: 200 });
    expect(await post(nested(20))).toMatchObject({ status: 200 });
  });

  it.each([
    ['no JSON', '{"a":', {}, 400],
    ['nothing', '', {}, 400],
    ['not UTF-8', new Uint8Array([34, 0xff, 34]), {}, 400],
    ['nested too deep', nested(21), {}, 400],
    ['nested deep enough to end a recursion', nested(500), {}, 400],
    ['meant to change prototypes', '{"a":{"__proto__":{"admin":true}}}', {}, 400],
    ['meant to throw when it is compared', '{"a":{"length":{"toString":1}}}', {}, 400],
    ['meant to throw when it is added', '{"a":{"valueOf":null}}', {}, 400],
    ['too large', `"${'x'.repeat(1024)}"`, {}, 413],
    ['a form', 'a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['in another charset', '1', { 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['compressed', new Uint8Array(gzipSync('1')), { 'Content-Encoding': 'gzip' }, 415],
    ['said to be compressed and is not', '1', { 'Content-Encoding': 'gzip' }, 415],
  ])('is refused when it is %s', async (_what, body, headers, status) => {
    expect(await post(body, headers)).toMatchObject({ status });
  });

  it('is refused when it grows past the bound without having said its length', async () => {
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    expect(await raw(`POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`)).toContain('413');
  });

  it('is refused when it does not arrive in time', async () => {
    expect(await raw('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{')).toContain('408');
  });
});
