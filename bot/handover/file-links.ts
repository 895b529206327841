/** Links to files that were kept for the helpdesk: for agents who are signed in, and signed ones that are good for a day. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A file as the webhook gets it: the address, and until when it is good. */
export interface FileLink {
  readonly url: string;
  readonly until: string;
}

/** Milliseconds that a signed link is good for: whoever opens tickets on the next day is an agent, and signs in. */
const lasts = 24 * 3_600_000;

export class FileLinks {
  readonly #secret: Uint8Array;
  readonly #base: string;
  readonly #agents: boolean;

  /** @param secret this installation's, for nothing but these links. @param agents whether anybody can sign in. */
  constructor(secret: Uint8Array, base: string, agents: boolean) {
    this.#secret = secret;
    this.#base = base;
    this.#agents = agents;
  }

  /** For whoever is signed in as an agent; none where nobody can be. */
  forAgents(handover: string, file: string): string | undefined {
    return this.#agents ? this.#address(handover, file) : undefined;
  }

  signed(handover: string, file: string, now: number): FileLink {
    const until = now + lasts;
    const query = new URLSearchParams({ until: String(until), signature: this.#signature(handover, file, String(until)) });
    return { url: `${this.#address(handover, file)}?${query}`, until: new Date(until).toISOString() };
  }

  /** What a link's query says: signed and good, signed and run out, or not by us. */
  read(handover: string, file: string, query: URLSearchParams, now: number): 'valid' | 'expired' | 'invalid' {
    const until = query.get('until') ?? '';
    const given = Buffer.from(query.get('signature') ?? '');
    const expected = Buffer.from(this.#signature(handover, file, until));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid';
    return Number(until) > now ? 'valid' : 'expired';
  }

  #address(handover: string, file: string): string {
    return `${this.#base}/handover/${encodeURIComponent(handover)}/files/${encodeURIComponent(file)}`;
  }

  /** As JSON, so that no part can take over a piece of another. */
  #signature(...parts: readonly string[]): string {
    return createHmac('sha256', this.#secret).update(JSON.stringify(parts)).digest('base64url');
  }
}
