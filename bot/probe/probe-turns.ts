/** How many live checks may run: one at a time for a conversation, few in all, and so many an hour. */
import { Counter } from '../counter.ts';

export interface TurnLimits {
  /** Checks at the same time, of everybody. */
  readonly atOnce: number;
  /** Checks an hour in one conversation. */
  readonly anHour: number;
}

export const usualTurns: TurnLimits = { atOnce: 4, anHour: 5 };

const hour = 3_600_000;

/** Counted in this process. */
export class ProbeTurns {
  readonly #atOnce: number;
  readonly #hourly: Counter;
  readonly #running = new Set<string>();

  constructor({ atOnce, anHour }: TurnLimits) {
    this.#atOnce = atOnce;
    this.#hourly = new Counter(anHour, hour);
  }

  /** Gives a check its turn, to be handed back by calling the result; or says in one sentence why it has to wait. */
  take(conversation: string): (() => void) | string {
    if (this.#running.has(conversation)) return 'A check is still running here. Wait until its result is there.';
    if (this.#running.size >= this.#atOnce) return 'Other people are having checks done right now. Try again in a minute.';
    this.#running.add(conversation);
    const end = () => void this.#running.delete(conversation);
    const wait = this.#count(conversation);
    if (wait === undefined) return end;
    end();
    return `That were enough checks for this hour. Try again in ${wait} minutes.`;
  }

  /** Minutes until the next one, or `undefined` when it is allowed now. */
  #count(conversation: string): number | undefined {
    const wait = this.#hourly.count(conversation);
    return wait === undefined ? undefined : Math.max(1, Math.ceil(wait / 60_000));
  }
}
