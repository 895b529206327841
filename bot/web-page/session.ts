/** The page's session: a cookie that lets a person come back to the same conversation for 30 days. */
import type { IncomingMessage } from 'node:http';
import type { WebAgent } from '../agents/session.ts';
import type { Conversations } from '../conversations.ts';
import { isSecure } from '../direct-line/addresses.ts';
import { pageOf } from '../direct-line/callers.ts';
import { type Holder, openTokens, sessionSeconds, type Tokens } from '../direct-line/tokens.ts';

export interface SessionDependencies {
  readonly conversations: Conversations;
  /** Signs the cookie and the token (HS256). */
  readonly secret: Uint8Array;
  readonly now: () => number;
  readonly newId: () => string;
  /** The agent whose browser asks, where agents may sign in. */
  readonly agentOf?: (request: IncomingMessage) => Promise<WebAgent | undefined>;
}

export interface Session {
  readonly token: string;
  readonly conversationId: string;
  /** True when the conversation was there before. */
  readonly resumed: boolean;
  /** True when a new one was asked for, and the old one goes on because somebody counts on it. */
  readonly kept: boolean;
}

const cookieName = 'stepwise-session';

/**
 * Continues the conversation of the request's cookie, or opens a new one; `fresh` asks for a new one, unless others need the old one.
 * @returns the session and the cookie to set.
 */
export async function openSession(deps: SessionDependencies, request: IncomingMessage, fresh: boolean): Promise<{ session: Session; cookie: string }> {
  const tokens = openTokens(deps);
  const old = await readCookie(tokens, request.headers.cookie);
  const kept = fresh && old !== undefined && (await deps.conversations.isNeeded(old.conversation));
  const known = fresh && !kept ? undefined : old;
  const resumed = known !== undefined && (await deps.conversations.exists(known.conversation));
  const holder = resumed ? known : { conversation: deps.newId(), user: `dl_${deps.newId()}` };
  const agent = await deps.agentOf?.(request);
  if (!resumed) await deps.conversations.open(holder.conversation, holder.user, agent?.id);
  const token = await tokens.issue({ ...holder, page: pageOf(request), agent }, 'direct-line');
  return { session: { token, conversationId: holder.conversation, resumed, kept }, cookie: await writeCookie(tokens, holder, isSecure(request)) };
}

async function readCookie(tokens: Tokens, cookies: string | undefined): Promise<Holder | undefined> {
  const value = cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  const reading = value === undefined ? undefined : await tokens.read(value, 'page-session');
  return reading?.kind === 'valid' ? reading.holder : undefined;
}

async function writeCookie(tokens: Tokens, holder: Holder, secure: boolean): Promise<string> {
  const value = await tokens.issue(holder, 'page-session');
  return `${cookieName}=${value}; Path=/web-chat; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
