/** Who calls: the holder of a token, the holder of the shared secret, or a stranger. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WebAgent } from '../agents/session.ts';
import { DirectLineError } from './direct-line-error.ts';
import type { Holder, Tokens } from './tokens.ts';

export type Caller = { readonly kind: 'holder'; readonly holder: Holder } | { readonly kind: 'secret' } | { readonly kind: 'stranger' };

/** Whose conversation it is; no user where the holder of the shared secret speaks for whomever it names. */
export interface Access {
  readonly conversation: string;
  readonly user?: string;
  readonly page?: string | undefined;
  readonly agent?: WebAgent | undefined;
}

/**
 * Reads the `Authorization` header.
 * @throws DirectLineError 403 for a token that is wrong or has run out: clients stop using it then.
 */
export async function callerOf(request: IncomingMessage, tokens: Tokens, shareSecret: string | undefined): Promise<Caller> {
  const bearer = bearerOf(request);
  if (bearer === undefined) return { kind: 'stranger' };
  if (shareSecret !== undefined && sameText(bearer, shareSecret)) return { kind: 'secret' };
  const reading = await tokens.read(bearer, 'direct-line');
  switch (reading.kind) {
    case 'valid':
      expectPage(request, reading.holder);
      return { kind: 'holder', holder: reading.holder };
    case 'expired':
      throw new DirectLineError(403, 'TokenExpired', 'The token has run out. Get a new one.');
    case 'invalid':
      throw new DirectLineError(403, 'BadArgument', 'The token or secret is not valid here. Get a token from /v3/directline/tokens/generate.');
  }
}

/**
 * What the caller may do in a conversation.
 * @throws DirectLineError 401 without a token, 403 for a token of another conversation.
 */
export function accessTo(conversation: string, caller: Caller): Access {
  switch (caller.kind) {
    case 'stranger':
      throw new DirectLineError(401, 'Unauthorized', 'Send a token: Authorization: Bearer TOKEN.');
    case 'secret':
      return { conversation };
    case 'holder':
      if (caller.holder.conversation !== conversation) throw new DirectLineError(403, 'BadArgument', 'The token belongs to another conversation.');
      return caller.holder;
  }
}

/** The origin of the page that asks, where a browser says so; of a length that fits a token. */
export function pageOf(request: IncomingMessage): string | undefined {
  return request.headers.origin?.slice(0, 255);
}

/** @throws DirectLineError 403 when another page asks than the one that got the token. */
export function expectPage(request: IncomingMessage, { page }: Holder): void {
  const asking = pageOf(request);
  if (page === undefined || asking === undefined || page === asking) return;
  throw new DirectLineError(403, 'BadArgument', 'The token belongs to another page. Get a new one.');
}

/** A `botframework-directlinejs` that was given no token sends the word "undefined". */
function bearerOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(header)?.[1];
  if (bearer === undefined) throw new DirectLineError(401, 'Unauthorized', 'Send the token as: Authorization: Bearer TOKEN.');
  return bearer === 'undefined' ? undefined : bearer;
}

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** Equally long for every text, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
