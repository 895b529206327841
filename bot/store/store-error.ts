import { reasonOf } from './store-unavailable.ts';

/** Thrown when the store cannot be opened at start; the message says what to do. */
export class StoreError extends Error {
  /**
   * @param what What cannot be opened, as a sentence without its end.
   * @param remedy What the operator can do, in sentences.
   */
  constructor(what: string, remedy: string, cause: unknown) {
    super(`${what}: ${reasonOf(cause)}. ${remedy}`, { cause });
    this.name = 'StoreError';
  }
}
