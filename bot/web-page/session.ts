/** The page's session: a cookie that lets a person come back to the same conversation for 30 days. */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Conversations } from '../conversations.ts';

export interface SessionDependencies {
  readonly conversations: Conversations;
  /** Signs the cookie (HS256). */
  readonly secret: Uint8Array;
  readonly now: () => number;
  readonly newId: () => string;
  /** A Direct Line token for that conversation and user. */
  readonly issueToken: (conversation: string, user: string) => Promise<string>;
}

export interface Session {
  readonly token: string;
  readonly conversationId: string;
  /** True when the conversation was there before. */
  readonly resumed: boolean;
}

const cookieName = 'stepwise-session';
const days = 30;
const claims = z.object({ aud: z.literal('page'), conversation: z.string(), user: z.string() });
type Claims = Omit<z.infer<typeof claims>, 'aud'>;

/**
 * Continues the conversation of the cookie, or opens a new one.
 * @returns the session and the cookie to set.
 */
export async function openSession(deps: SessionDependencies, cookies: string | undefined, fresh: boolean, secure: boolean): Promise<{ session: Session; cookie: string }> {
  const known = fresh ? undefined : await readCookie(deps, cookies);
  const resumed = known !== undefined && (await deps.conversations.exists(known.conversation));
  const owner = resumed ? known : { conversation: deps.newId(), user: `dl_${deps.newId()}` };
  if (!resumed) await deps.conversations.open(owner.conversation, owner.user);
  const token = await deps.issueToken(owner.conversation, owner.user);
  return { session: { token, conversationId: owner.conversation, resumed }, cookie: await writeCookie(deps, owner, secure) };
}

async function readCookie(deps: SessionDependencies, cookies: string | undefined): Promise<Claims | undefined> {
  const value = cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  if (value === undefined) return undefined;
  const verified = await jwtVerify(value, deps.secret, { algorithms: ['HS256'], audience: 'page', currentDate: new Date(deps.now()) }).catch(() => undefined);
  return claims.safeParse(verified?.payload).data;
}

async function writeCookie(deps: SessionDependencies, owner: Claims, secure: boolean): Promise<string> {
  const seconds = Math.floor(deps.now() / 1000);
  const value = await new SignJWT({ conversation: owner.conversation, user: owner.user })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('page')
    .setExpirationTime(seconds + days * 86_400)
    .sign(deps.secret);
  return `${cookieName}=${value}; Path=/web-chat; Max-Age=${days * 86_400}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
