/** A load balancer of our own: each request goes to the next process; one that refuses the connection is passed over. */
import { createServer, type IncomingMessage, request as begin, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { answerOn } from './talk.ts';

let ports: number[] = [];
let turn = 0;

/** The ports in the order in which this request tries them. */
function order(): number[] {
  turn += 1;
  return ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('error', () => response.destroy());
  request.on('end', () => tryNext(request, response, Buffer.concat(chunks), order()));
}

function tryNext(request: IncomingMessage, response: ServerResponse, body: Buffer, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void response.writeHead(502).end();
  const onward = begin({ host: '127.0.0.1', port, method: request.method, path: request.url, headers: request.headers, agent: false });
  onward.once('error', (error: NodeJS.ErrnoException) => {
    // Only a refused connection is sure to have reached nobody.
    if (error.code === 'ECONNREFUSED') tryNext(request, response, body, others);
    else response.destroy();
  });
  onward.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.once('error', () => response.destroy());
    answer.pipe(response);
  });
  onward.end(body);
}

function passUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void socket.destroy();
  const onward = connect(port, '127.0.0.1');
  socket.on('error', () => onward.destroy());
  socket.once('close', () => onward.destroy());
  onward.once('connect', () => {
    onward.once('close', () => socket.destroy());
    const lines = request.rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${request.rawHeaders[index + 1] ?? ''}`] : []));
    onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket);
    socket.pipe(onward);
  });
  onward.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') passUpgrade(request, socket, head, others);
    else socket.destroy();
  });
}

const server = createServer(forward);
server.keepAliveTimeout = 60_000;
server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => passUpgrade(request, socket, head, order()));

answerOn(process, {
  listen: () =>
    new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    }),
  ports: (content) => void (ports = z.array(z.number()).parse(content)),
});
process.once('disconnect', () => process.exit(0));
