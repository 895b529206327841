/** From what Node reports to why something did not come about. */
import type { Trouble } from '../../diagnostics/probe/network.ts';

/** Thrown inside a step that the guard stops. */
export class Stopped extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.name = 'Stopped';
    this.trouble = trouble;
  }
}

const troubles = new Map<string, Trouble>([
  ['ENOTFOUND', 'no-record'],
  ['ENODATA', 'no-record'],
  ['ETIMEOUT', 'no-dns-answer'],
  ['ESERVFAIL', 'no-dns-answer'],
  ['EREFUSED', 'no-dns-answer'],
  ['ECANCELLED', 'no-dns-answer'],
  ['EBADRESP', 'no-dns-answer'],
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'no-answer'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ECONNRESET', 'cut-off'],
  ['EPIPE', 'cut-off'],
  ['EPROTO', 'no-tls'],
]);

/** @param fallback what it is when Node gives no reason that is known. */
export function troubleOf(error: unknown, fallback: Trouble): Trouble {
  if (error instanceof Stopped) return error.trouble;
  const code = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'no-tls';
  if (code.startsWith('HPE_')) return 'no-http';
  return troubles.get(code) ?? fallback;
}
