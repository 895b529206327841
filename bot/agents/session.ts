/** Who may see what agents see: a signed cookie, good for a working day. */
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, SignJWT } from 'jose';
import { isSecure } from '../direct-line/addresses.ts';

/** Answers whether a request comes from somebody who signed in. */
export type MayRead = (request: IncomingMessage) => boolean | Promise<boolean>;

export interface AgentSessions {
  readonly mayRead: MayRead;
  /** The cookie for somebody who has just shown who they are. */
  cookieFor(request: IncomingMessage): Promise<string>;
}

/** Seconds that a session lasts. */
const seconds = 8 * 3600;
const cookieName = 'stepwise-agent';
const issuer = 'stepwise';
const audience = 'agent-session';

/** @param secret this installation's, for nothing but these sessions. */
export function openAgentSessions(secret: Uint8Array, now: () => number): AgentSessions {
  return {
    cookieFor: async (request) => {
      const issued = Math.floor(now() / 1000);
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issued)
        .setExpirationTime(issued + seconds)
        .sign(secret);
      return `${cookieName}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure(request) ? '; Secure' : ''}`;
    },
    mayRead: async (request) => {
      const token = cookieIn(request.headers.cookie);
      if (token === undefined) return false;
      try {
        await jwtVerify(token, secret, { algorithms: ['HS256'], issuer, audience, currentDate: new Date(now()), requiredClaims: ['exp'] });
        return true;
      } catch (error) {
        if (error instanceof errors.JOSEError) return false;
        throw error;
      }
    },
  };
}

function cookieIn(cookies: string | undefined): string | undefined {
  const start = `${cookieName}=`;
  return cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length);
}
