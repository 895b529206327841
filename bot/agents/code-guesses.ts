/** Counts wrong codes, so that nobody finds a case by trying. Counted in this process. */
import { Counter } from '../counter.ts';

/** Wrong codes of one agent, or in one conversation, in so many milliseconds; then none is looked up any more. */
const mostWrong = 10;
const period = 15 * 60_000;

export class CodeGuesses {
  readonly #wrong = new Counter(mostWrong, period);

  /** Whether one more code may be tried. */
  mayTry(keys: readonly string[]): boolean {
    return keys.every((key) => this.#wrong.look(key) === undefined);
  }

  wrong(keys: readonly string[]): void {
    for (const key of keys) this.#wrong.count(key);
  }
}
