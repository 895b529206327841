/** The stand-in mail server of contoso.test, on 127.0.0.1 only. */
import { once } from 'node:events';
import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { type AddressInfo, createServer as createRaw, type Server, type Socket } from 'node:net';
import type { StandIn } from '../../bot/probe/probe-settings.ts';
import { answerTo } from './answers.ts';
import { makeCertificates } from './certificates.ts';
import { openDns, type Zone } from './dns-server.ts';
import type { Fault } from './faults.ts';

export interface DemoExchange {
  readonly ports: StandIn;
  /** Every request that came, with its headers. */
  readonly requests: readonly { readonly method: string; readonly host: string; readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

interface Wanted {
  readonly fault: Fault;
  /** The first of three ports; free ones when absent. */
  readonly port?: number | undefined;
  /** Where Autodiscover sends everybody, whatever the fault. */
  readonly location?: string | undefined;
}

const hosts = ['contoso.test', 'mail.contoso.test', 'autodiscover.contoso.test'];
/** Milliseconds between two bytes of the slow server. */
const beat = 200;
/** Bytes after which even the endless answer ends. */
const endless = 256 * 1024 * 1024;

/** @throws an Error with `code` EADDRINUSE when a port is taken. */
export async function openDemoExchange({ fault, port = 0, location }: Wanted): Promise<DemoExchange> {
  const requests: DemoExchange['requests'][number][] = [];
  const listener = (isSecure: boolean): RequestListener => {
    return (request, response) => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      const path = (request.url ?? '/').replace(/\?.*/s, '');
      requests.push({ method: request.method ?? '', host, path, headers: request.headers });
      if (location !== undefined && path.startsWith('/autodiscover/')) {
        response.writeHead(302, { Location: location });
        response.end();
      } else respond(fault, { host, path, isSecure }, response);
    };
  };
  const open = new Set<Socket>();
  const servers: Server[] = [
    await secureServer(fault, listener(true)),
    fault === 'no-answer' || fault === 'reset' ? rawServer(fault) : createPlain(listener(false)),
  ];
  const stop = async () => {
    for (const socket of open) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  try {
    const ports: number[] = [];
    for (const [at, server] of servers.entries()) {
      server.on('connection', (socket: Socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket)).on('error', () => undefined);
      });
      server.listen(port === 0 ? 0 : port + at, '127.0.0.1');
      // oxlint-disable-next-line no-await-in-loop
      await once(server, 'listening');
      ports.push((server.address() as AddressInfo).port);
    }
    const dns = await openDns(port === 0 ? 0 : port + 2, zoneFor(fault));
    const [secure = 0, plain = 0] = ports;
    if (fault === 'refused') await stop();
    return {
      ports: { secure, plain, dns: dns.address().port },
      requests,
      close: async () => {
        dns.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function secureServer(fault: Fault, listener: RequestListener): Promise<Server> {
  if (fault === 'no-answer' || fault === 'reset') return rawServer(fault);
  const server = createSecure({ ...(await makeCertificates(fault, hosts, Date.now())), minVersion: 'TLSv1.2' }, listener);
  return server.on('tlsClientError', () => undefined);
}

/** Takes connections and does nothing more, or closes them. */
function rawServer(fault: 'no-answer' | 'reset'): Server {
  return createRaw((socket) => {
    if (fault === 'reset') socket.resetAndDestroy();
  });
}

function zoneFor(fault: Fault): Zone {
  switch (fault) {
    case 'no-name':
      return { hosts: [], services: new Map() };
    case 'srv-only':
      return { hosts: ['contoso.test', 'mail.contoso.test'], services: new Map([['_autodiscover._tcp.contoso.test', 'mail.contoso.test']]) };
    default:
      return { hosts, services: new Map() };
  }
}

function respond(fault: Fault, asked: Parameters<typeof answerTo>[1], response: ServerResponse): void {
  if (fault === 'slow') {
    drip(response);
    return;
  }
  if (fault === 'huge') {
    pour(response);
    return;
  }
  const { status, headers, body } = answerTo(fault, asked);
  response.writeHead(status, { Server: 'Microsoft-IIS/7.5', 'X-Powered-By': 'ASP.NET', ...headers });
  response.end(body);
}

function drip(response: ServerResponse): void {
  const text = `HTTP/1.1 401 Unauthorized\r\nX-Slow: ${'slow '.repeat(1_000)}`;
  let at = 0;
  const timer = setInterval(() => response.socket?.write(text[at++] ?? ' '), beat);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  const part = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  const more = () => {
    while (sent < endless && !response.destroyed && response.write(part)) sent += part.length;
  };
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.on('drain', more).on('error', () => undefined);
  more();
}
