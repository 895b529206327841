/** The headers of every answer unless its route says otherwise: nothing is kept, run, framed or guessed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSecure } from './direct-line/addresses.ts';

const careful = Object.entries({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

/** The same as lines, for an answer that is written by hand. */
export const carefulLines = careful.map(([name, value]) => `${name}: ${value}\r\n`).join('');

/** Sets them; a browser that came encrypted is told to always do so. */
export function setCarefulHeaders(request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of careful) response.setHeader(name, value);
  if (isSecure(request)) response.setHeader('strict-transport-security', 'max-age=31536000');
}
