/** One turn for real: load, decide, write everything in one transaction. Only then is anything shown. */
import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import type { Desk } from '../dialogs/desk.ts';
import { type Case, newCase } from '../dialogs/case.ts';
import type { Input } from '../dialogs/input.ts';
import type { Reply } from '../dialogs/reply.ts';
import { takeTurn } from '../dialogs/take-turn.ts';
import type { Decided } from '../dialogs/turn.ts';
import { InOrder } from './in-order.ts';
import { readInput } from './read-input.ts';
import { activityOf, apology, stampText } from './speak.ts';
import type { Delivery, NewRecord, Store, StoredConversation } from './store.ts';

export interface TurnsDependencies {
  readonly store: Store;
  /** The desk of this moment: guides may be changed while the service runs. */
  readonly desk: () => Desk;
  readonly log: Logger;
  readonly now: () => number;
  readonly newId: () => string;
}

/** An activity to take a turn on. */
export interface Incoming {
  readonly conversation: string;
  readonly key: string;
  readonly channel: string;
  readonly delivery: Delivery;
  readonly activity: Partial<Activity>;
  /** How to reach the conversation later; kept where replies are sent by us. */
  readonly reference?: unknown;
}

/** The history a turn wrote: the arrival first, then the replies. */
export interface Taken {
  readonly repeated: boolean;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** How often a turn is decided anew after a conflict before it is an error. */
const attempts = 8;

export class Turns {
  readonly #deps: TurnsDependencies;
  readonly #order = new InOrder();
  readonly #watchers = new Map<string, Set<() => void>>();

  constructor(deps: TurnsDependencies) {
    this.#deps = deps;
  }

  /** Takes a turn once; the same key again changes nothing and tells where its replies are. */
  take(incoming: Incoming): Promise<Taken> {
    return this.#order.run(incoming.conversation, async () => {
      const taken = await this.#takeNow(incoming);
      if (!taken.repeated) this.#watchers.get(incoming.conversation)?.forEach((changed) => changed());
      return taken;
    });
  }

  /** Calls back after each turn of a conversation until the result is called. */
  watch(conversation: string, changed: () => void): () => void {
    const watchers = this.#watchers.get(conversation) ?? new Set();
    this.#watchers.set(conversation, watchers.add(changed));
    return () => {
      watchers.delete(changed);
      if (watchers.size === 0 && this.#watchers.get(conversation) === watchers) this.#watchers.delete(conversation);
    };
  }

  /** Resolves when no turn is in flight. */
  idle(): Promise<void> {
    return this.#order.idle();
  }

  async #takeNow(incoming: Incoming): Promise<Taken> {
    const { store } = this.#deps;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const seen = await store.seen(incoming.conversation, incoming.key);
      if (seen !== undefined) return { repeated: true, ...seen };
      const taken = await this.#attempt(incoming, await store.load(incoming.conversation));
      if (taken !== undefined) return taken;
    }
    throw new Error(`The turn met ${attempts} conflicts in a row.`);
  }

  async #attempt(incoming: Incoming, stored: StoredConversation | undefined): Promise<Taken | undefined> {
    const { store, now } = this.#deps;
    const at = now();
    const input = readInput(incoming.activity);
    // The bot's own arrival is not a person's: kept, it would take the welcome from whoever comes next.
    if (input === undefined && stored === undefined) return { repeated: false, firstSeq: 1, lastSeq: 0 };
    const decided = this.#decide(stored?.case, input, at);
    const firstSeq = (stored?.seq ?? 0) + 1;
    const replies = await this.#recordReplies(incoming, decided.replies, firstSeq + 1);
    const records: NewRecord[] = [{ seq: firstSeq, activity: { ...incoming.activity, id: idOf(incoming.conversation, firstSeq) }, pending: false }, ...replies];
    const { conversation, delivery, key, reference } = incoming;
    const done = await store.commit({
      conversation,
      delivery,
      key,
      reference,
      version: stored?.version ?? 0,
      case: decided.case,
      records,
      events: decided.events,
      at,
    });
    return done ? { repeated: false, firstSeq, lastSeq: firstSeq + replies.length } : undefined;
  }

  /** A fault of ours in deciding is logged and said; the case stays as it was. */
  #decide(before: Case | undefined, input: Input | undefined, now: number): Omit<Decided, 'replies'> & { replies: readonly (Reply | 'apology')[] } {
    const moment = { now, newId: this.#deps.newId() };
    const unchanged = before ?? newCase(moment.newId, now);
    if (input === undefined) return { case: unchanged, replies: [], events: [] };
    try {
      return takeTurn(this.#deps.desk(), before, input, moment);
    } catch (error) {
      this.#deps.log.error({ err: error, case: unchanged.id, input: input.kind }, 'A turn could not be decided; the person was told to try again.');
      return { case: unchanged, replies: ['apology'], events: [] };
    }
  }

  async #recordReplies(incoming: Incoming, replies: readonly (Reply | 'apology')[], first: number): Promise<NewRecord[]> {
    const pending = incoming.delivery === 'connector';
    const records: NewRecord[] = [];
    for (const [index, reply] of replies.entries()) {
      const seq = first + index;
      if (reply === 'apology') {
        records.push({ seq, activity: addressed(incoming, apology(this.#deps.desk().contact), seq), pending });
        continue;
      }
      const stamp = stampText(reply);
      const replaces = 'again' in reply && reply.again ? await this.#deps.store.findStamp(incoming.conversation, stamp) : undefined;
      records.push({ seq, activity: addressed(incoming, activityOf(reply, incoming.channel), replaces ?? seq), stamp, replaces, pending });
    }
    return records;
  }
}

/** The id of a recorded activity, as Direct Line forms it. */
export function idOf(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`;
}

function addressed(incoming: Incoming, reply: Partial<Activity>, seq: number): Partial<Activity> {
  const { from, recipient, conversation, channelId, timestamp } = incoming.activity;
  const known = { from: recipient, recipient: from, conversation, channelId, timestamp };
  return { ...reply, id: idOf(incoming.conversation, seq), ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
}
