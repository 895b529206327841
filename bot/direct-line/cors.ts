/** Pages on other hosts may use the channel only when the operator named their origins. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { base } from './addresses.ts';

const allowed = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Requested-With, x-ms-bot-agent',
  'Access-Control-Max-Age': '7200',
};

/** Lets the browser show the answer to a page on an allowed origin, and to no other. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, allowedOrigins: readonly string[]): void {
  response.setHeader('Vary', 'Origin');
  const { origin } = request.headers;
  if (isAllowed(origin, allowedOrigins)) response.setHeader('Access-Control-Allow-Origin', origin);
}

/** Answers preflight requests of the channel's routes. */
export function mountPreflight(server: Server, allowedOrigins: readonly string[]): void {
  server.opts(`${base}/*`, async (request: IncomingMessage, response: ServerResponse) => {
    allowOrigin(request, response, allowedOrigins);
    response.writeHead(204, isAllowed(request.headers.origin, allowedOrigins) ? allowed : {});
    response.end();
  });
}

function isAllowed(origin: string | undefined, allowedOrigins: readonly string[]): origin is string {
  return origin !== undefined && allowedOrigins.some((one) => new URL(one).origin === origin);
}
