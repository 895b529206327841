/** Counts what comes under a key within a time. Nothing waits and no timer is set: every request is counted several times. */
import { RateLimiter } from 'limiter';
import { LRUCache } from 'lru-cache';

/** Milliseconds by which an age may be wrong: told more exactly, it costs a timer with every look. */
const coarse = 1_000;
/** Keys that are remembered; those unseen for longest are forgotten first. */
const mostKeys = 20_000;

export class Counter {
  readonly #most: number;
  readonly #milliseconds: number;
  /** Made with the first key: it has room for all of them from the start. */
  #limiters: LRUCache<string, RateLimiter> | undefined;

  /** Allows so many in so many milliseconds, and then as they come free; 0 allows everything. */
  constructor(most: number, milliseconds: number) {
    this.#most = most;
    this.#milliseconds = milliseconds;
  }

  /** Counts, and gives the milliseconds to wait when it is too much. What is too much is not counted. */
  count(key: string, amount = 1): number | undefined {
    if (this.#most === 0 || amount === 0) return undefined;
    if (amount > this.#most) return this.#milliseconds;
    const limiter = this.#limiters?.get(key) ?? this.#begin(key);
    return limiter.tryRemoveTokens(amount) ? undefined : limiter.getWaitTime(amount);
  }

  /** The milliseconds to wait when no more is allowed now; counts nothing. */
  look(key: string): number | undefined {
    const wait = this.#limiters?.get(key)?.getWaitTime(1) ?? 0;
    return wait === 0 ? undefined : wait;
  }

  #begin(key: string): RateLimiter {
    const limiter = new RateLimiter({ tokensPerInterval: this.#most, interval: this.#milliseconds });
    // One that was not asked for the whole time would allow everything again.
    this.#limiters ??= new LRUCache({ max: mostKeys, ttl: this.#milliseconds, ttlResolution: coarse, updateAgeOnGet: true });
    this.#limiters.set(key, limiter);
    return limiter;
  }
}
