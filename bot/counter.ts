/** Counts what comes under a key within a time. Nothing waits and no timer is set: every request is counted several times. */

interface Count {
  used: number;
  readonly since: number;
}

export class Counter {
  readonly #most: number;
  readonly #milliseconds: number;
  /** Oldest first, as all last equally long. */
  readonly #counts = new Map<string, Count>();

  /** Allows so many in so many milliseconds, from the first one on; 0 allows everything. */
  constructor(most: number, milliseconds: number) {
    this.#most = most;
    this.#milliseconds = milliseconds;
  }

  /** Counts, and gives the milliseconds to wait when it is too much. What is too much counts, too. */
  count(key: string, amount = 1): number | undefined {
    if (this.#most === 0) return undefined;
    const now = Date.now();
    const count = this.#current(key, now) ?? this.#begin(key, now);
    count.used += amount;
    return this.#waitOf(count, now);
  }

  /** The milliseconds to wait when there was too much already; counts nothing. */
  look(key: string): number | undefined {
    const now = Date.now();
    const count = this.#current(key, now);
    return count === undefined ? undefined : this.#waitOf(count, now);
  }

  #waitOf({ used, since }: Count, now: number): number | undefined {
    return used > this.#most ? since + this.#milliseconds - now : undefined;
  }

  #current(key: string, now: number): Count | undefined {
    const count = this.#counts.get(key);
    return count === undefined || this.#isOver(count, now) ? undefined : count;
  }

  /** A clock that was set back must not keep anybody waiting. */
  #isOver({ since }: Count, now: number): boolean {
    return now >= since + this.#milliseconds || now < since;
  }

  #begin(key: string, now: number): Count {
    for (const [old, count] of this.#counts) {
      if (!this.#isOver(count, now)) break;
      this.#counts.delete(old);
    }
    this.#counts.delete(key);
    const count = { used: 0, since: now };
    this.#counts.set(key, count);
    return count;
  }
}
