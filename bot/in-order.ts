/** Runs work of one key in the order it came, and work of different keys side by side. */

/** Thrown when very much work of one key is waiting already, here or in other processes. */
export class TooManyWaiting extends Error {
  constructor() {
    super('Too many turns of one conversation are waiting.');
    this.name = 'TooManyWaiting';
  }
}

/** Pieces of work of one key that may wait. */
const mostWaiting = 500;

interface Line {
  tail: Promise<unknown>;
  length: number;
}

export class InOrder {
  readonly #lines = new Map<string, Line>();

  /**
   * Resolves with the work's result once all earlier work of that key is done.
   * @throws TooManyWaiting at once, when there is too much of it.
   */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(key);
    if (line === undefined) return this.#begin(key, { tail: Promise.resolve(), length: 0 }, work);
    if (line.length >= mostWaiting) throw new TooManyWaiting();
    return this.#begin(key, line, work);
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#lines.size > 0) await Promise.allSettled([...this.#lines.values()].map((line) => line.tail));
  }

  #begin<Result>(key: string, line: Line, work: () => Promise<Result>): Promise<Result> {
    const before = line.length === 0 ? undefined : line.tail;
    line.length += 1;
    this.#lines.set(key, line);
    const result = this.#inTurn(key, line, before, work);
    line.tail = result;
    return result;
  }

  async #inTurn<Result>(key: string, line: Line, before: Promise<unknown> | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      if (before !== undefined) await Promise.allSettled([before]);
      return await work();
    } finally {
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(key);
    }
  }
}
