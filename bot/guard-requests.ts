/** Stands in front of restify: a request line or Host that is no address would end the process in its router. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerJson } from './answer.ts';
import { setCarefulHeaders } from './careful-headers.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Milliseconds for a request's headers, and for the whole of it: an upload may take a minute. */
const headersWithin = 15_000;
const requestWithin = 65_000;

/**
 * Answers 400 to requests whose target or Host cannot be read, and sets the headers of all answers; only WebSocket
 * upgrades count as upgrades. With `Expect: 100-continue` a request comes as another event, which is guarded too.
 */
export function guardRequests(server: Server): void {
  for (const event of ['request', 'checkContinue'] as const) {
    const listeners = server.listeners(event) as Listener[];
    server.removeAllListeners(event);
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      setCarefulHeaders(request, response);
      if (isReadable(request)) return listeners.forEach((listener) => listener.call(server, request, response));
      response.setHeader('connection', 'close');
      answerJson(response, 400, { error: 'The request line or the Host header is not valid.' });
    });
  }
  server.headersTimeout = headersWithin;
  server.requestTimeout = requestWithin;
  Object.assign(server, { shouldUpgradeCallback: (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket' });
}

function isReadable(request: IncomingMessage): boolean {
  const target = request.url ?? '';
  return /^(\/|\*$)/.test(target) && !target.startsWith('//') && URL.canParse(target, `http://${request.headers.host ?? 'localhost'}`);
}
