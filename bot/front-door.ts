/**
 * Stands in front of restify: a request line or Host that is no address would end the process in its router.
 * The two busiest addresses are served here, because routing costs as much as a tenth of a turn.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerJson } from './answer.ts';
import { setCarefulHeaders } from './careful-headers.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Milliseconds for a request's headers, and for the whole of it: an upload may take a minute. */
const headersWithin = 15_000;
const requestWithin = 65_000;

/** Requests that are served without restify; its routes have the same handlers, for everything else about these addresses. */
export interface BusyRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: Handle;
}

/**
 * Answers 400 to requests whose target or Host cannot be read, and sets the headers of all answers; only WebSocket
 * upgrades count as upgrades. With `Expect: 100-continue` a request comes as another event, which is guarded too.
 */
export function openFrontDoor(server: Server, busy: readonly BusyRoute[]): void {
  for (const event of ['request', 'checkContinue'] as const) {
    const listeners = server.listeners(event) as Listener[];
    server.removeAllListeners(event);
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      setCarefulHeaders(request, response);
      if (!isReadable(request)) return refuse(response);
      const route = event === 'request' ? busy.find((one) => one.method === request.method && one.path.test(request.url ?? '')) : undefined;
      if (route !== undefined) return void route.handle(request, response);
      for (const listener of listeners) listener.call(server, request, response);
    });
  }
  server.headersTimeout = headersWithin;
  server.requestTimeout = requestWithin;
  Object.assign(server, { shouldUpgradeCallback: (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket' });
}

function refuse(response: ServerResponse): void {
  response.setHeader('connection', 'close');
  answerJson(response, 400, { error: 'The request line or the Host header is not valid.' });
}

function isReadable(request: IncomingMessage): boolean {
  const target = request.url ?? '';
  return /^(\/|\*$)/.test(target) && !target.startsWith('//') && URL.canParse(target, `http://${request.headers.host ?? 'localhost'}`);
}
