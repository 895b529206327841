/**
 * Stands in front of restify: a request line or Host that is no address would end the process in its router.
 * The two busiest addresses are served here, because routing costs as much as a tenth of a turn.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Requests that are served without restify; its routes have the same handlers, for everything else about these addresses. */
export interface BusyRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: Handle;
}

/** Answers 400 to requests whose target or Host cannot be read; only WebSocket upgrades count as upgrades. */
export function openFrontDoor(server: Server, busy: readonly BusyRoute[]): void {
  const listeners = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isReadable(request)) return refuse(response);
    const route = busy.find((one) => one.method === request.method && one.path.test(request.url ?? ''));
    if (route !== undefined) return void route.handle(request, response);
    for (const listener of listeners) listener.call(server, request, response);
  });
  Object.assign(server, { shouldUpgradeCallback: (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket' });
}

function refuse(response: ServerResponse): void {
  response.statusCode = 400;
  response.setHeader('connection', 'close');
  response.end('The request line or the Host header is not valid.');
}

function isReadable(request: IncomingMessage): boolean {
  const target = request.url ?? '';
  return /^(\/|\*$)/.test(target) && !target.startsWith('//') && URL.canParse(target, `http://${request.headers.host ?? 'localhost'}`);
}
