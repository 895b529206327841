/** Sends what is recorded and not yet sent, in order, and tries again later what could not be sent. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { outboxPage, type Claimed, type NewRecord, type Pending, senderLease, type Settled, type Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import { type ConnectorAddress, connectorAddress, type ConnectorClient, ConnectorError } from './connector-client.ts';

export interface OutboxDependencies {
  readonly store: Store;
  readonly client: ConnectorClient;
  readonly log: Logger;
  readonly now: () => number;
}

/** Milliseconds until the next try, by the number of tries that failed; the last repeats. */
const waits = [1_000, 2_000, 5_000, 15_000, 30_000];
/** The longest wait that a channel may ask for, in milliseconds. */
const longestWait = 100_000;
/** Milliseconds between two looks for what is due. */
const lookEvery = 1_000;
/** Tries after which a reply that the channel refuses is given up, so that later ones get through. */
const mostRefusals = 3;
const refusals = new Set([400, 403, 404, 410, 413]);
/** The channel cannot replace an activity: a new one is posted. */
const cannotUpdate = new Set([400, 403, 404, 405, 501]);
/** Conversations being sent to at which arrivals wait for room. */
const crowded = 500;
/** Milliseconds until a store that could not be written is asked again. */
const settleAgainAfter = 500;
/** After this time without settling, a sender settles in between: its lease would run out. */
const settleAfter = 8_000;

const reply = z.object({ replyToId: z.string().optional() });

export class Outbox {
  readonly #deps: OutboxDependencies;
  readonly #sending = new Set<Promise<void>>();
  /** The conversations being sent to by this process, and how often. */
  readonly #names = new Map<string, number>();
  /** How many of them were found waiting, not just answered. */
  #found = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: OutboxDependencies) {
    this.#deps = deps;
  }

  /** Sends the replies of a turn that made this process the sender; resolves when they were sent or put off. */
  deliver(conversation: string, reference: unknown, replies: readonly NewRecord[], replyTo: string | undefined): Promise<void> {
    return this.#track(conversation, this.#deliver(conversation, reference, replies, replyTo));
  }

  /** Resolves at once, or, when very many conversations are being sent to, as soon as one of them is done. */
  async room(): Promise<void> {
    if (this.#sending.size >= crowded) await Promise.race(this.#sending);
  }

  /** Begins to look for what earlier runs and other processes left behind. */
  start(): void {
    const look = (): void => void (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
    this.#timer = setInterval(look, lookEvery).unref();
    look();
  }

  /** Stops looking, and waits for the look that is under way and for what is being sent. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await this.#looking;
    while (this.#sending.size > 0) await Promise.allSettled(this.#sending);
  }

  async #look(): Promise<void> {
    if (this.#found >= outboxPage) return;
    try {
      for (const conversation of await this.#deps.store.due(this.#deps.now())) if (!this.#names.has(conversation)) await this.#take(conversation);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'The outbox could not be read; it is read again in a second.');
    }
  }

  /** One that cannot be taken must not keep the others. */
  async #take(conversation: string): Promise<void> {
    const { store, log, now } = this.#deps;
    try {
      const claimed = await store.claim(conversation, now());
      if (claimed === undefined) return;
      this.#found += 1;
      void this.#track(conversation, this.#send(conversation, claimed)).finally(() => (this.#found -= 1));
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      log.error({ err: error }, 'What waits to be sent in a conversation cannot be read. It is put off.');
      await store.postpone(conversation, now() + longestWait);
    }
  }

  /** Nothing else waits, so what the turn wrote is all; only what a changed card was sent as must be looked up. */
  async #deliver(conversation: string, reference: unknown, replies: readonly NewRecord[], replyTo: string | undefined): Promise<void> {
    const pending = replies.some((one) => one.replaces !== undefined)
      ? await this.#settle(conversation, [])
      : replies.map(({ seq, body }) => ({ seq, body, replyTo }));
    await this.#send(conversation, { reference, pending, tries: 0 });
  }

  /** A store that fails here leaves everything waiting: the lease runs out, and it is sent then. */
  #track(conversation: string, work: Promise<void>): Promise<void> {
    this.#names.set(conversation, (this.#names.get(conversation) ?? 0) + 1);
    const tracked = work
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'What was sent could not be noted down; some replies may be sent twice.'))
      .finally(() => {
        this.#sending.delete(tracked);
        const left = (this.#names.get(conversation) ?? 1) - 1;
        if (left === 0) this.#names.delete(conversation);
        else this.#names.set(conversation, left);
      });
    this.#sending.add(tracked);
    return tracked;
  }

  async #send(conversation: string, { reference, pending, tries }: Claimed): Promise<void> {
    const address = connectorAddress.safeParse(reference);
    if (!address.success) return this.#giveUp(conversation, pending);
    let waiting = pending;
    let failed = tries;
    while (waiting.length > 0) {
      const { sent, failure } = await this.#sendSome(address.data, waiting, failed);
      if (sent.length > 0) failed = 0;
      if (failure !== undefined && sent.length > 0) await this.#settle(conversation, sent);
      if (failure !== undefined) return this.#putOff(conversation, failure, failed);
      waiting = await this.#settle(conversation, sent);
    }
  }

  /** Notes down what was sent. A store that cannot be written is asked again while the lease lasts: later replies would wait for its end, and these go out twice. */
  async #settle(conversation: string, sent: readonly Settled[]): Promise<readonly Pending[]> {
    const began = performance.now();
    for (;;) {
      try {
        return await this.#deps.store.settle(conversation, sent, this.#deps.now());
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || this.#stopped || performance.now() - began > senderLease / 2) throw error;
        await wait(settleAgainAfter);
      }
    }
  }

  /** Sends in order until one fails, or until it is time to settle. */
  async #sendSome(address: ConnectorAddress, waiting: readonly Pending[], tries: number): Promise<{ sent: Settled[]; failure?: unknown }> {
    const sent: Settled[] = [];
    const began = performance.now();
    for (const one of waiting) {
      try {
        sent.push({ seq: one.seq, sentAs: await this.#sendOne(address, one) });
      } catch (failure) {
        const refused = failure instanceof ConnectorError && refusals.has(failure.status ?? 0) && (sent.length > 0 ? 0 : tries) + 1 >= mostRefusals;
        if (!refused) return { sent, failure };
        this.#deps.log.error({ err: failure, seq: one.seq }, 'The channel refused a reply several times. It is given up; later replies go on.');
        sent.push({ seq: one.seq, sentAs: undefined });
      }
      if (performance.now() - began > settleAfter) break;
    }
    return { sent };
  }

  /** In place of the card it changes, where the channel can; else as a new activity. */
  async #sendOne(address: ConnectorAddress, { body, sentAs, replyTo }: Pending): Promise<string | undefined> {
    const { client } = this.#deps;
    if (sentAs !== undefined) {
      try {
        return (await client.update(address, sentAs, body)) ?? sentAs;
      } catch (error) {
        if (!(error instanceof ConnectorError) || !cannotUpdate.has(error.status ?? 0)) throw error;
      }
    }
    return client.post(address, body, replyTo ?? reply.parse(JSON.parse(body)).replyToId);
  }

  async #putOff(conversation: string, failure: unknown, tries: number): Promise<void> {
    const { store, log, now } = this.#deps;
    const asked = failure instanceof ConnectorError ? failure.retryAfter : undefined;
    const wait = Math.round(Math.min(asked ?? (waits[Math.min(tries, waits.length - 1)] ?? 0) * (0.8 + Math.random() * 0.4), longestWait));
    log.warn(
      { err: failure, tries: tries + 1, retryInMs: wait },
      'Replies could not be sent. They are kept and sent later; check the connector and the bot\u2019s credentials.',
    );
    await store.postpone(conversation, now() + wait);
  }

  async #giveUp(conversation: string, pending: readonly Pending[]): Promise<void> {
    this.#deps.log.error({ replies: pending.length }, 'Replies have no address that they could be sent to. They are given up.');
    const settled = pending.map(({ seq }) => ({ seq, sentAs: undefined }));
    await this.#settle(conversation, settled);
  }
}
