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

const conversationIn = new RegExp(`^${base}/conversations/([^/?]{1,400})`);
const uploadIn = new RegExp(`^${base}/conversations/[^/?]{1,400}/uploads/([^/?]{1,400})`);
/** Characters of an id of ours at most. */
const longestId = 128;

/** The conversation in a request's path; empty for what cannot be one. */
export function conversationOf(request: IncomingMessage): string {
  return idIn(request, conversationIn);
}

/** The conversation and the upload in a request's path; empty for what cannot be one. */
export function uploadOf(request: IncomingMessage): { readonly conversation: string; readonly upload: string } {
  return { conversation: conversationOf(request), upload: idIn(request, uploadIn) };
}

function idIn(request: IncomingMessage, path: RegExp): string {
  const written = path.exec(request.url ?? '')?.[1] ?? '';
  try {
    const id = decodeURIComponent(written);
    return id.length > longestId ? '' : id;
  } catch {
    // Not a valid escape, so no id of ours.
    return '';
  }
}

/** The query of a request's address. */
export function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams(request.url?.split('?')[1] ?? '');
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
}
