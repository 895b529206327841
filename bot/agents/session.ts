/** Who may see what agents see: a signed cookie, good for a working day. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { isSecure } from '../direct-line/addresses.ts';

/** Answers whether a request comes from somebody who signed in. */
export type MayRead = (request: IncomingMessage) => boolean | Promise<boolean>;

/** Somebody who signed in on the web page. */
export interface WebAgent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface AgentSessions {
  readonly mayRead: MayRead;
  /** Who signed in, and until when in milliseconds; the same for all that is done with one cookie. */
  agentOf(request: IncomingMessage): Promise<WebAgent | undefined>;
  /** The cookie for somebody who has just shown who they are. */
  cookieFor(request: IncomingMessage, who?: string): Promise<string>;
}

/** Seconds that a session lasts. */
const seconds = 8 * 3600;
const cookieName = 'stepwise-agent';
const issuer = 'stepwise';
const audience = 'agent-session';

/** @param secret this installation's, for nothing but these sessions. */
export function openAgentSessions(secret: Uint8Array, now: () => number): AgentSessions {
  const read = (request: IncomingMessage): Promise<WebAgent | undefined> => readCookie(request, secret, now());
  return {
    cookieFor: async (request, who) => {
      const { SignJWT } = await import('jose');
      const issued = Math.floor(now() / 1000);
      const token = await new SignJWT(who === undefined ? {} : { sub: who })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issued)
        .setExpirationTime(issued + seconds)
        .sign(secret);
      return `${cookieName}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure(request) ? '; Secure' : ''}`;
    },
    mayRead: async (request) => (await read(request)) !== undefined,
    agentOf: read,
  };
}

const claims = z.object({ exp: z.number() });

/** What a cookie says; `undefined` for none, for a wrong one and for one that has run out. */
async function readCookie(request: IncomingMessage, secret: Uint8Array, now: number): Promise<WebAgent | undefined> {
  const token = cookieIn(request.headers.cookie, cookieName);
  if (token === undefined) return undefined;
  const { errors, jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], issuer, audience, currentDate: new Date(now), requiredClaims: ['exp'] });
    const name = createHash('sha256').update(token).digest('base64url').slice(0, 16);
    return { id: `web:${payload.sub ?? name}`, until: claims.parse(payload).exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** The value of a cookie among those of a request. */
export function cookieIn(cookies: string | undefined, name: string): string | undefined {
  const start = `${name}=`;
  return cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length);
}
