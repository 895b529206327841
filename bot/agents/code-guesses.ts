/** Counts wrong codes, so that nobody finds a case by trying. Counted in this process. */
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Wrong codes of one agent, or in one conversation, in so many seconds; then none is looked up any more. */
const mostWrong = 10;
const period = 15 * 60;

export class CodeGuesses {
  readonly #wrong = new RateLimiterMemory({ points: mostWrong, duration: period });

  /** Whether one more code may be tried. */
  async mayTry(keys: readonly string[]): Promise<boolean> {
    const counted = await Promise.all(keys.map((key) => this.#wrong.get(key)));
    return counted.every((one) => one === null || one.consumedPoints < mostWrong);
  }

  async wrong(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#wrong.penalty(key)));
  }
}
