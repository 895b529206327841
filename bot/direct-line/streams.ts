/** The channel's WebSocket stream, `conversations/:conversation/stream`. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { carefulLines } from '../careful-headers.ts';
import { base, queryOf } from './addresses.ts';
import { expectPage } from './callers.ts';
import { type Channel, expectConversation, openChannel, viewerOf } from './channel.ts';
import type { DirectLineDependencies } from './dependencies.ts';
import { DirectLineError, directLineErrorOf } from './direct-line-error.ts';
import { pump } from './pump.ts';
import { watchPulse } from './pulse.ts';
import type { Holder } from './tokens.ts';
import { readWatermark } from './watermark.ts';

const path = new RegExp(`^${base}/conversations/([^/?]+)/stream(\\?|$)`);
/** Clients send nothing but empty frames. */
const largestFrame = 4096;
/** Time to answer our closing, in milliseconds, before a socket is cut. */
const farewell = 1000;

/** Answers upgrades of the channel's streams. `stop` tells clients to come back later, and closes. */
export function attachStreams(server: Server, deps: DirectLineDependencies): { stop(): void; count(): number } {
  const channel = openChannel(deps);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false });
  sockets.on('wsClientError', (_error, socket) =>
    refuse(socket, new DirectLineError(400, 'BadArgument', 'This is not a WebSocket handshake of version 13.'), channel),
  );
  const stopPulse = watchPulse(sockets);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => channel.log.debug({ err: error }, 'A stream was cut while it opened.'));
    upgrade(request, socket, head, { channel, sockets }).catch((error: unknown) => refuse(socket, error, channel));
  });
  return {
    count: () => sockets.clients.size,
    stop: () => {
      stopPulse();
      sockets.close();
      for (const socket of sockets.clients) socket.close(1001, 'The server is restarting.');
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), farewell).unref();
    },
  };
}

async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { channel, sockets }: { channel: Channel; sockets: WebSocketServer },
): Promise<void> {
  const holder = await holderOf(request, channel);
  const query = queryOf(request);
  const after = readWatermark(query.get('watermark'));
  await expectConversation(holder.conversation, channel);
  if (socket.destroyed) return;
  const closed = channel.limits.stream(channel.addressOf(request));
  socket.once('close', closed);
  sockets.handleUpgrade(request, socket, head, (stream) => pump(stream, after, viewerOf(request, holder, channel), channel));
}

/** Browsers cannot set headers here, so the token is in the query; it is good for a stream only, and not for long. */
async function holderOf(request: IncomingMessage, { tokens }: Channel): Promise<Holder> {
  const conversation = path.exec(request.url ?? '')?.[1];
  if (conversation === undefined) throw new DirectLineError(404, 'NotFound', 'There is no stream at this address.');
  const reading = await tokens.read(queryOf(request).get('t') ?? '', 'stream');
  if (reading.kind === 'valid' && encodeURIComponent(reading.holder.conversation) === conversation) {
    expectPage(request, reading.holder);
    return reading.holder;
  }
  throw new DirectLineError(403, 'TokenExpired', 'The stream address is not valid any more. Get a new one from conversations/ID.');
}

function refuse(socket: Duplex, error: unknown, { log }: Channel): void {
  const refusal = directLineErrorOf(error);
  if (refusal === undefined) log.error({ err: error }, 'A stream could not be opened.');
  const { status, code, message, retryAfter } = refusal ?? new DirectLineError(500, 'ServerError', 'Something went wrong on the server. Try again.');
  const body = JSON.stringify({ error: { code, message } });
  const wait = retryAfter === undefined ? '' : `Retry-After: ${Math.ceil(retryAfter / 1000)}\r\n`;
  // No timeout of the server's holds for an upgraded socket, and whoever was refused may never close it.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${wait}${carefulLines}Connection: close\r\n\r\n${body}`,
  );
}
