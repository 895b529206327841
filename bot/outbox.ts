/** Sends what is recorded and not yet sent, in order, and tries again later what could not be sent. */
import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { InOrder } from './in-order.ts';
import type { Pending, Store } from './store.ts';

/** Sends one activity, in place of the card `sentAs` where given; resolves with the channel's id of it. */
export type Send = (activity: Partial<Activity>, sentAs: string | undefined) => Promise<string | undefined>;

export interface OutboxDependencies {
  readonly store: Store;
  readonly log: Logger;
  /** Opens a way to a conversation by its stored reference. */
  readonly reach: (reference: unknown, work: (send: Send) => Promise<void>) => Promise<void>;
}

/** Waiting times between tries, in milliseconds; the last repeats. */
const waits = [1_000, 2_000, 5_000, 15_000, 60_000];

export class Outbox {
  readonly #deps: OutboxDependencies;
  readonly #order = new InOrder();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(deps: OutboxDependencies) {
    this.#deps = deps;
  }

  /** Sends what waits in a conversation; what fails stays, and is tried again later. */
  deliver(conversation: string, reference: unknown, send?: Send): Promise<void> {
    return this.#order.run(conversation, () => this.#deliverNow(conversation, reference, send, 0));
  }

  /** Sends what an earlier run of the service left behind. */
  async deliverAll(): Promise<void> {
    const left = await this.#deps.store.unsent();
    await Promise.all(left.map((one) => this.deliver(one.conversation, one.reference)));
  }

  /** Stops trying again and waits for what is being sent. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await this.#order.idle();
  }

  async #deliverNow(conversation: string, reference: unknown, send: Send | undefined, tries: number): Promise<void> {
    const pending = await this.#deps.store.pending(conversation);
    if (pending.length === 0) return;
    try {
      if (send !== undefined) await this.#sendAll(conversation, pending, send);
      else await this.#deps.reach(reference, (reached) => this.#sendAll(conversation, pending, reached));
    } catch (error) {
      const wait = waits[Math.min(tries, waits.length - 1)] ?? 60_000;
      this.#deps.log.warn(
        { err: error, tries: tries + 1, retryInMs: wait },
        'Replies could not be sent. They are kept and sent later; check the connector and the bot\u2019s credentials.',
      );
      this.#later(conversation, reference, tries + 1, wait);
    }
  }

  async #sendAll(conversation: string, pending: readonly Pending[], send: Send): Promise<void> {
    for (const one of pending) {
      const { id: _, ...activity } = one.activity;
      const sentAs = await send(activity, one.sentAs);
      await this.#deps.store.markSent(conversation, one.seq, sentAs);
    }
  }

  #later(conversation: string, reference: unknown, tries: number, wait: number): void {
    clearTimeout(this.#timers.get(conversation));
    const timer = setTimeout(() => {
      this.#timers.delete(conversation);
      void this.#order
        .run(conversation, () => this.#deliverNow(conversation, reference, undefined, tries))
        .catch((error: unknown) => this.#deps.log.error({ err: error }, 'The outbox could not be read; is the database file still there?'));
    }, wait);
    this.#timers.set(conversation, timer.unref());
  }
}
