/** Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Seconds that a signed request may be old, or ahead of our clock. */
const tolerance = 300;

/** The three headers that sign a body; `now` in milliseconds. */
export function signedHeaders(secret: Uint8Array, id: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signatureOf(secret, id, timestamp, body)}` };
}

/** The id of a request whose signature holds and whose time is near; `undefined` for any other. */
export function verifiedId(secret: Uint8Array, headers: IncomingHttpHeaders, body: Uint8Array, now: number): string | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return undefined;
  // With a dot in it, an id could take over a part of the time or the body.
  if (!/^[\w-]{1,128}$/.test(id) || !/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > tolerance) return undefined;
  const expected = Buffer.from(signatureOf(secret, id, timestamp, body));
  const isSigned = signatures
    .split(' ')
    .slice(0, 5)
    .some((one) => matches(one, expected));
  return isSigned ? id : undefined;
}

function matches(signature: string, expected: Buffer): boolean {
  const given = Buffer.from(signature.startsWith('v1,') ? signature.slice(3) : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(secret: Uint8Array, id: string, timestamp: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64');
}
