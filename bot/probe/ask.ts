/** One HTTP request on a connection that is open. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ProbeAnswer, ProbeRequest } from '../../diagnostics/probe/network.ts';
import { request as newRequest } from '../node-http.ts';
import { Stopped } from './trouble.ts';

interface Question extends ProbeRequest {
  readonly host: string;
  /** Bytes of the answer's body that are kept. */
  readonly longest: number;
}

/** Bytes of an answer's headers. */
const maxHeaderSize = 16 * 1024;

/** Sends neither body nor credentials, and follows nothing. */
export function ask(socket: Socket, { method, path, host, longest }: Question, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) {
      reject(new Stopped('cut-off'));
      return;
    }
    const headers = { host, 'user-agent': 'Stepwise', accept: '*/*', connection: 'close' };
    // Without an agent: any agent would open a connection of its own, to a place that nobody checked.
    const request = newRequest({ createConnection: () => socket, method, path, headers, maxHeaderSize });
    request.once('error', reject);
    request.once('response', (response) => {
      readBody(response, longest, signal).then(
        ({ body, cut }) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body, cut }),
        reject,
      );
    });
    signal.addEventListener('abort', () => request.destroy(), { once: true });
    request.end();
  });
}

/** What came until the limit, the end, or the end of the time: status and headers are worth keeping in any case. */
function readBody(response: IncomingMessage, longest: number, signal: AbortSignal): Promise<{ body: Uint8Array; cut: boolean }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const finish = (cut: boolean) => {
      response.destroy();
      resolve({ body: new Uint8Array(Buffer.concat(parts).subarray(0, longest)), cut: cut || length > longest });
    };
    response.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length > longest) finish(true);
    });
    response.once('end', () => finish(false));
    response.once('error', () => finish(true));
    response.once('close', () => finish(true));
    signal.addEventListener('abort', () => finish(true), { once: true });
  });
}

function headersOf(response: IncomingMessage): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(response.headersDistinct).map(([name, values]) => [name, values ?? []]));
}
