/** The link that signs somebody in without any account: written to the log, good once and not for long. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isFromHere } from '../connector/service-address.ts';

/** Who may use the link: a browser on this machine, or one anywhere; or nobody gets one. */
export type AgentSignIn = 'this-machine' | 'anywhere' | 'off';

/** Milliseconds that a link is good for, and that must pass between two. */
const goodFor = 15 * 60_000;
const pause = 10_000;

export class LocalLink {
  readonly #signIn: Exclude<AgentSignIn, 'off'>;
  readonly #now: () => number;
  #code: { readonly hash: Buffer; readonly until: number } | undefined;
  #madeAt = Number.NEGATIVE_INFINITY;

  constructor(signIn: Exclude<AgentSignIn, 'off'>, now: () => number) {
    this.#signIn = signIn;
    this.#now = now;
  }

  /** A new code; the one before is good no more. `undefined` when one was made a moment ago. */
  make(): string | undefined {
    if (this.#now() - this.#madeAt < pause) return undefined;
    const code = randomBytes(24).toString('base64url');
    this.#madeAt = this.#now();
    this.#code = { hash: hashOf(code), until: this.#madeAt + goodFor };
    return code;
  }

  /** Whether a request may ask for a new link: it is written to the log of this machine, for whoever reads that. */
  mayAsk(request: IncomingMessage): boolean {
    return isFromHere(request.socket.remoteAddress, request.headers);
  }

  /** Takes the code, once. */
  use(code: string, request: IncomingMessage): boolean {
    const kept = this.#code;
    if (kept === undefined || this.#now() >= kept.until || !timingSafeEqual(hashOf(code), kept.hash)) return false;
    if (this.#signIn === 'this-machine' && !isFromHere(request.socket.remoteAddress, request.headers)) return false;
    this.#code = undefined;
    return true;
  }
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
