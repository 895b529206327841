/** The channel's addresses, as paths here and as whole addresses for a client. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

export const base = '/v3/directline';

const host = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i;

/**
 * Where the client reached us, such as `https://bot.contoso.com`. The headers a proxy sets are believed:
 * the address is told only to the client that sent them.
 */
export function originOf(request: IncomingMessage): string {
  const named = firstOf(request.headers['x-forwarded-host']) ?? request.headers.host ?? '';
  return `${isSecure(request) ? 'https' : 'http'}://${host.test(named) ? named : 'localhost'}`;
}

/** Whether the client's side of the connection is encrypted. */
export function isSecure(request: IncomingMessage): boolean {
  const proto = firstOf(request.headers['x-forwarded-proto']);
  return proto === undefined ? request.socket instanceof TLSSocket : proto === 'https';
}

export function streamPath(conversation: string): string {
  return `${base}/conversations/${encodeURIComponent(conversation)}/stream`;
}

export function uploadPath(conversation: string, upload: string): string {
  return `${base}/conversations/${encodeURIComponent(conversation)}/uploads/${encodeURIComponent(upload)}`;
}

/** The query of a request's address. */
export function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams(request.url?.split('?')[1] ?? '');
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
}
