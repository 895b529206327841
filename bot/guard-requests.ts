/** Stands in front of restify: a request line or Host that is no address would end the process in its router. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Answers 400 to requests whose target or Host cannot be read; only WebSocket upgrades count as upgrades. */
export function guardRequests(server: Server): void {
  const listeners = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isReadable(request)) return listeners.forEach((listener) => listener.call(server, request, response));
    response.statusCode = 400;
    response.setHeader('connection', 'close');
    response.end('The request line or the Host header is not valid.');
  });
  Object.assign(server, { shouldUpgradeCallback: (request: IncomingMessage) => request.headers.upgrade?.toLowerCase() === 'websocket' });
}

function isReadable(request: IncomingMessage): boolean {
  const target = request.url ?? '';
  return /^(\/|\*$)/.test(target) && !target.startsWith('//') && URL.canParse(target, `http://${request.headers.host ?? 'localhost'}`);
}
