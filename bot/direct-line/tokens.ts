/** Our signed tokens: each is for one purpose, one conversation and one user. */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { WebAgent } from '../agents/session.ts';
import type { DirectLineDependencies } from './dependencies.ts';

/** Whose conversation a token opens. */
export interface Holder {
  readonly conversation: string;
  readonly user: string;
  /** The page that got the token, where a browser said so: it is refused to other pages then. */
  readonly page?: string | undefined;
  /** An agent who signed in, and until when; signed like the rest, so that no client can claim it. */
  readonly agent?: WebAgent | undefined;
}

/** What a token is good for. A token of one purpose is refused for another. */
export type Purpose = 'direct-line' | 'stream' | 'page-session' | `upload ${string}`;

export type TokenReading = { readonly kind: 'valid'; readonly holder: Holder } | { readonly kind: 'expired' } | { readonly kind: 'invalid' };

/** Seconds that a Direct Line token is good for; clients renew it after half of that. */
export const tokenSeconds = 30 * 60;
/** Seconds that the page's cookie is good for. */
export const sessionSeconds = 30 * 24 * 3600;

const issuer = 'stepwise';
/** `conv` and `user` are the names in Direct Line's own tokens; clients read the user's id from there. */
const claims = z.object({
  conv: z.string().min(1),
  user: z.string().min(1),
  page: z.string().optional(),
  agent: z.object({ id: z.string(), until: z.number() }).optional(),
  exp: z.number(),
});
/** Tokens whose signature was found right, so that it need not be computed for every activity; bounded. */
const mostChecked = 5_000;
type Checked = LRUCache<string, { readonly holder: Holder; readonly until: number }>;
const checkedBySecret = new WeakMap<Uint8Array, Checked>();

/** One memory for all that is opened with a secret: the routes, the streams, the page. */
function checkedOf(secret: Uint8Array): Checked {
  const checked: Checked = checkedBySecret.get(secret) ?? new LRUCache({ max: mostChecked });
  checkedBySecret.set(secret, checked);
  return checked;
}

export type Tokens = ReturnType<typeof openTokens>;

/** Issues and reads tokens with the installation's secret. The library for it is loaded with the first token. */
export function openTokens({ secret, now }: Pick<DirectLineDependencies, 'secret' | 'now'>) {
  const checked = checkedOf(secret);
  return {
    issue: async ({ conversation, user, page, agent }: Holder, purpose: Purpose): Promise<string> => {
      const { SignJWT } = await import('jose');
      const issued = Math.floor(now() / 1000);
      return new SignJWT({ conv: conversation, user, page, agent })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(purpose)
        .setIssuedAt(issued)
        .setExpirationTime(issued + secondsOf(purpose))
        .sign(secret);
    },
    read: async (token: string, purpose: Purpose): Promise<TokenReading> => {
      const name = `${purpose} ${token}`;
      const known = checked.get(name);
      if (known !== undefined && known.until > now()) return { kind: 'valid', holder: known.holder };
      const { errors, jwtVerify } = await import('jose');
      try {
        const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], issuer, audience: purpose, currentDate: new Date(now()) });
        const { conv, user, page, agent, exp } = claims.parse(payload);
        const holder = { conversation: conv, user, page, agent };
        checked.set(name, { holder, until: exp * 1000 });
        return { kind: 'valid', holder };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { kind: 'expired' };
        if (error instanceof errors.JOSEError || error instanceof z.ZodError) return { kind: 'invalid' };
        throw error;
      }
    },
  };
}

function secondsOf(purpose: Purpose): number {
  switch (purpose) {
    case 'direct-line':
      return tokenSeconds;
    case 'stream': // travels in an address, so it is short: a client connects at once
      return 5 * 60;
    case 'page-session':
      return sessionSeconds;
    default: // a link in the transcript, which may stay open for a working day
      return 24 * 3600;
  }
}
