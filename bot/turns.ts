/** One turn for real: load, decide, write everything in one transaction. Only then is anything shown. */
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type Case, newCase } from '../dialogs/case.ts';
import type { Input } from '../dialogs/input.ts';
import { takeTurn } from '../dialogs/take-turn.ts';
import { isNeeded } from '../dialogs/needed.ts';
import { keepsFiles } from '../dialogs/handover/keeps-files.ts';
import type { Decided, Effect } from '../dialogs/turn.ts';
import type { Recorded } from './conversations.ts';
import { workOf } from './handover/work-of.ts';
import { InOrder, TooManyWaiting } from './in-order.ts';
import { keptActivity } from './kept-activity.ts';
import { readInput } from './read-input.ts';
import { isNewCode } from './agents/case-codes.ts';
import { readLanguage } from './read-language.ts';
import { recordReplies, recordText, type ReplyRecord } from './record-replies.ts';
import { apology } from './speak.ts';
import { idOf, type SeenTurn, type StoredConversation } from './store/store.ts';
import type { Decision, Incoming, Taken, TurnsDependencies } from './turn-parts.ts';
import { Watchers } from './watchers.ts';

export type { Incoming, LookEffect, Taken } from './turn-parts.ts';

/** Milliseconds for which a turn that meets conflicts is taken again, and between two tries at most. */
const patience = 8_000;
const longestPause = 100;
/** Conversations whose case is kept in memory, so that it need not be read again. */
const mostKnown = 2_000;
/** Milliseconds that it is kept: far less than after which a conversation is deleted and might begin anew elsewhere. */
const knownFor = 3_600_000;

export class Turns {
  readonly #deps: TurnsDependencies;
  readonly #order = new InOrder();
  readonly #watchers = new Watchers();
  /** As last written by this process. Another may have moved on since: then the commit finds a conflict, and it is read again. */
  readonly #known = new LRUCache<string, StoredConversation>({ max: mostKnown, ttl: knownFor, ttlResolution: 1_000 });

  /** A code that the next case to ask for one gets: few turns need one, and chance is dear. */
  #spareCode: string | undefined;

  constructor(deps: TurnsDependencies) {
    this.#deps = deps;
    deps.store.watch((conversation) => this.#watchers.call(conversation));
  }

  /**
   * Takes a turn once; the same key again changes nothing and tells where its replies are.
   * @throws StoreUnavailable when it could not be written: nothing happened, and the channel may hand it in again.
   * @throws TooManyWaiting when the conversation has very many turns in front of this one.
   */
  take(incoming: Incoming): Promise<Taken> {
    return this.#order.run(incoming.conversation, () => this.#takeNow(incoming));
  }

  /** A conversation as this process last saw it, if there is one. */
  async find(conversation: string): Promise<StoredConversation | undefined> {
    return this.#known.get(conversation) ?? this.#deps.store.load(conversation);
  }

  /** Whether files of a conversation are kept for the person who gets the case. */
  async keepsFiles(conversation: string): Promise<boolean> {
    const stored = await this.find(conversation);
    return stored !== undefined && keepsFiles(stored.case);
  }

  /** Whether somebody else counts on a conversation. */
  async isNeeded(conversation: string): Promise<boolean> {
    const stored = await this.find(conversation);
    return stored !== undefined && isNeeded(stored.case);
  }

  /** The replies of a turn that was taken before, as JSON. */
  async repliesOf(conversation: string, { firstSeq, lastSeq }: SeenTurn): Promise<string[]> {
    const records = await this.#deps.store.history(conversation, firstSeq);
    return records.filter((one) => one.seq <= lastSeq).map(({ activity }) => JSON.stringify({ ...activity, id: undefined }));
  }

  /**
   * Calls back after each turn of a conversation, in this process or another, until the result is called.
   * What was recorded comes along where it is at hand.
   */
  watch(conversation: string, changed: (fresh?: readonly Recorded[]) => void): () => void {
    return this.#watchers.add(conversation, changed);
  }

  /** Resolves when no turn is in flight. */
  idle(): Promise<void> {
    return this.#order.idle();
  }

  async #takeNow(incoming: Incoming): Promise<Taken> {
    const { store } = this.#deps;
    const { conversation, key } = incoming;
    const began = performance.now();
    for (let attempt = 0; performance.now() - began < patience; attempt += 1) {
      const stored = await this.find(conversation);
      const taken = await this.#attempt(incoming, stored);
      if (taken !== undefined) return taken;
      this.#known.delete(conversation);
      const seen = await store.seen(conversation, key);
      if (seen !== undefined) return { repeated: true, ...seen, replies: [], outbox: 'empty' };
      // Other processes want the same conversation: each waits a little, and not all alike.
      await wait(Math.random() * Math.min(longestPause, 2 ** attempt));
    }
    throw new TooManyWaiting();
  }

  async #attempt(incoming: Incoming, stored: StoredConversation | undefined): Promise<Taken | undefined> {
    const { store, now } = this.#deps;
    const at = now();
    const input = incoming.input ?? readInput(incoming.activity, incoming.dropped);
    const firstSeq = (stored?.seq ?? 0) + 1;
    // The bot's own arrival is not a person's: kept, it would take the welcome from whoever comes next.
    if (input === undefined && stored === undefined) return { repeated: false, firstSeq, lastSeq: 0, replies: [], outbox: 'empty' };
    const decided = this.#decide(stored?.case, input, at, incoming);
    if (isNewCode(stored?.case, decided.case) && (await this.#deps.codes?.keep(decided.case, incoming.conversation, at)) === false) return undefined;
    const replies = await this.#record(incoming, decided.replies, firstSeq + 1);
    const lastSeq = firstSeq + replies.length;
    const { conversation, delivery, key, reference } = incoming;
    const version = stored?.version ?? 0;
    const forget = decided.effects.some((effect) => effect.kind === 'forget');
    // A connector's channel has its own history; our own channel has this one.
    const arrived = keptActivity(incoming.activity, decided);
    const arrivals = delivery === 'direct-line' ? [{ seq: firstSeq, body: JSON.stringify(arrived), pending: false }] : [];
    const { case: after, events } = decided;
    const language = readLanguage(incoming.activity);
    const work = workOf(decided.effects, { incoming, targets: this.#deps.helpdesk?.targets ?? [], version: version + 1, at });
    const continues = stored?.case.id === after.id;
    const turn = { conversation, delivery, key, firstSeq, lastSeq, reference, version, case: after, continues, events, work, forget, at, language };
    const done = await store.commit({ ...turn, records: [...arrivals, ...replies] });
    if (done.kind === 'conflict') return undefined;
    this.#deps.count?.(events);
    if (work !== undefined) this.#deps.helpdesk?.wake();
    this.#begin(incoming, decided.effects);
    this.#known.set(conversation, {
      version: version + 1,
      delivery: stored?.delivery ?? delivery,
      case: after,
      seq: lastSeq,
      reference: reference ?? stored?.reference,
    });
    this.#watchers.call(conversation, () => [{ seq: firstSeq, activity: { ...arrived, id: idOf(conversation, firstSeq) } }, ...replies]);
    return { repeated: false, firstSeq, lastSeq, replies, outbox: done.outbox, done: decided.done };
  }

  /** Begins what the turn asked for, now that it is written. */
  #begin(incoming: Incoming, effects: readonly Effect[]): void {
    const shares = effects.filter((effect) => effect.kind === 'join' || effect.kind === 'help' || effect.kind === 'share');
    if (shares.length > 0) this.#deps.share?.(incoming, shares);
    for (const effect of effects) if (effect.kind === 'look') this.#deps.look?.(incoming, effect);
  }

  async #record(incoming: Incoming, replies: Decided['replies'] | 'apology', first: number): Promise<ReplyRecord[]> {
    const { store, desk } = this.#deps;
    const pending = incoming.delivery === 'connector' && incoming.answersInline !== true;
    if (replies === 'apology') return [recordText(incoming, JSON.stringify(apology(desk().contact)), first, pending)];
    return recordReplies(store, incoming, replies, first, pending);
  }

  /** A fault of ours in deciding is logged and said; the case stays as it was. */
  #decide(before: Case | undefined, input: Input | undefined, now: number, { agent, owner }: Incoming): Decision {
    this.#spareCode ??= this.#deps.codes?.make();
    const moment = { now, newId: this.#deps.newId(), newCode: this.#spareCode, agent, owner };
    const unchanged = before ?? newCase(moment.newId, now);
    if (input === undefined) return { case: unchanged, replies: [], events: [], effects: [] };
    try {
      const decided = takeTurn(this.#deps.desk(), before, input, moment);
      if (isNewCode(before, decided.case)) this.#spareCode = undefined;
      return decided;
    } catch (error) {
      this.#deps.log.error({ err: error, case: unchanged.id, input: input.kind }, 'A turn could not be decided; the person was told to try again.');
      return { case: unchanged, replies: 'apology', events: [], effects: [] };
    }
  }
}
