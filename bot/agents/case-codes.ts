/** Case codes as the service makes, keeps and finds them. */
import { createHmac, randomInt } from 'node:crypto';
import type { Case } from '../../dialogs/case.ts';
import { codeLasts, codeLength, codeLetters, codeOf } from '../../dialogs/case-code.ts';
import type { Store } from '../store/store.ts';

/** What a code leads to. */
interface Found {
  readonly conversation: string;
  readonly case: Case;
}

export class CaseCodes {
  readonly #store: Pick<Store, 'keepCode' | 'findCode' | 'load'>;
  readonly #secret: Uint8Array;

  /** @param secret this installation's, for nothing but fingerprints of codes. */
  constructor(store: Pick<Store, 'keepCode' | 'findCode' | 'load'>, secret: Uint8Array) {
    this.#store = store;
    this.#secret = secret;
  }

  /** A code that a turn may use; one of 600 million. */
  make(): string {
    return codeOf(Array.from({ length: codeLength }, () => randomInt(codeLetters.length)));
  }

  /**
   * Keeps where the code of a case leads. It is kept before the turn that shows it, so that nobody reads out a code that leads
   * nowhere; one that is kept for nothing leads to a case that does not have it.
   * @returns false when another conversation has that code.
   */
  async keep({ code }: Case, conversation: string, at: number): Promise<boolean> {
    return code === undefined || this.#store.keepCode(this.#fingerprint(code), conversation, at);
  }

  /** The case that has this code now, unless the code has run out. The case decides; what is kept only leads to it. */
  async find(code: string, now: number): Promise<Found | undefined> {
    const conversation = await this.#store.findCode(this.#fingerprint(code));
    const stored = conversation === undefined ? undefined : await this.#store.load(conversation);
    if (conversation === undefined || stored?.case.code !== code || now - stored.case.touchedAt >= codeLasts) return undefined;
    return { conversation, case: stored.case };
  }

  /** With a key of its own, or whoever has a copy of the database could try all codes. */
  #fingerprint(code: string): string {
    return createHmac('sha256', this.#secret).update(code).digest('base64url');
  }
}

/** Whether a turn gave its case a code that it did not have. */
export function isNewCode(before: Case | undefined, after: Case): boolean {
  return after.code !== undefined && after.code !== before?.code;
}
