/** Sends what is recorded and not yet sent, in order, and tries again later what could not be sent. */
import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
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
/** The longest one send may take, in milliseconds. */
const deadline = 10_000;
/** Tries after which a reply that the channel refuses (400, 403, 404, 410, 413) is given up, so that others get through. */
const mostRefusals = 3;
const refusal = z.looseObject({ statusCode: z.union([z.literal(400), z.literal(403), z.literal(404), z.literal(410), z.literal(413)]) });

export class Outbox {
  readonly #deps: OutboxDependencies;
  readonly #order = new InOrder();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** How often each waiting reply was refused, by conversation and number. */
  readonly #refusals = new Map<string, number>();

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
      const name = `${conversation} ${one.seq}`;
      try {
        const sentAs = await inTime(send(activity, one.sentAs));
        await this.#deps.store.markSent(conversation, one.seq, sentAs);
      } catch (error) {
        const refusals = refusal.safeParse(error).success ? (this.#refusals.get(name) ?? 0) + 1 : 0;
        if (refusals < mostRefusals) {
          this.#refusals.set(name, refusals);
          throw error;
        }
        this.#deps.log.error({ err: error, seq: one.seq }, 'The channel refused a reply several times. It is given up; later replies go on.');
        await this.#deps.store.markSent(conversation, one.seq, undefined);
      }
      this.#refusals.delete(name);
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

/** The result, or an error when it does not come within the deadline. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The connector did not answer within ${deadline / 1000} seconds.`)), deadline);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
