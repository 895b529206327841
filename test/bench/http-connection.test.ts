import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { HttpConnection } from './load/http-connection.ts';

/** A server that answers every request with the same parts, one after the other. */
async function answerWith(parts: readonly (string | Buffer)[]): Promise<Server> {
  const server = createServer((socket: Socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', async () => {
      for (const part of parts) {
        socket.write(part);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function postTwice(server: Server): Promise<string[]> {
  const line = new HttpConnection((server.address() as AddressInfo).port);
  const answers = [await line.post('/', '{}'), await line.post('/', '{}')];
  line.close();
  server.close();
  return answers.map(({ status, body }) => `${status} ${body}`);
}

describe('The load\u2019s own HTTP connection', () => {
  test('reads a body of a known length, however it is cut, and goes on with the next', async () => {
    const body = Buffer.from('{"text":"Zertifikat für Müller"}');
    const umlaut = body.indexOf(0xbc);
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n`;
    const server = await answerWith([head, '\r\n', body.subarray(0, umlaut), body.subarray(umlaut)]);
    expect(await postTwice(server)).toEqual([`200 ${body.toString()}`, `200 ${body.toString()}`]);
  });

  test('reads chunks, however they are cut', async () => {
    const server = await answerWith(['HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"', '\r', '\n4\r\n: 1}\r\n', '0\r\n', '\r\n']);
    expect(await postTwice(server)).toEqual(['201 {"a": 1}', '201 {"a": 1}']);
  });

  test('opens another connection when the server closes this one', async () => {
    const server = await answerWith(['HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n']);
    expect(await postTwice(server)).toEqual(['202 ', '202 ']);
  });

  test('sends again, once, when a connection that served before is closed without an answer', async () => {
    let asked = 0;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => ((asked += 1) === 2 ? socket.destroy() : socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    expect(await postTwice(server)).toEqual(['200 ok', '200 ok']);
    expect(asked).toBe(3);
  });

  test('a server that goes away is an error, not a turn', async () => {
    const server = createServer((socket) => socket.destroy());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    await expect(postTwice(server)).rejects.toThrow();
    server.close();
  });
});
