/** What the service keeps, as a contract that any database can fulfil. */
import type { Case } from '../../dialogs/case.ts';
import type { TurnEvent } from '../../dialogs/event.ts';
import type { RecordedActivity, Upload } from '../conversations.ts';
import type { EventPlace, Period, StoredComment, StoredEvent } from './stored-event.ts';
import type { HandoverStore, HelpdeskWork } from './handover-store.ts';

/** Where a conversation's replies go: the page's own channel, or a Bot Connector. */
export type Delivery = 'direct-line' | 'connector';

export interface StoredConversation {
  /** Grows by one with each turn. */
  readonly version: number;
  readonly delivery: Delivery;
  readonly case: Case;
  /** The last `seq` of its history. */
  readonly seq: number;
  /** How to reach it, where replies are sent by us. */
  readonly reference?: unknown;
}

/** An activity to record. `stamp` names the card on it; `replaces` is the `seq` whose card it shows anew. */
export interface NewRecord {
  readonly seq: number;
  /** The activity as JSON, without its id: that is made of the conversation and the number. */
  readonly body: string;
  readonly stamp?: string | undefined;
  readonly replaces?: number | undefined;
  /** True until it is sent, where sending is somebody's job. */
  readonly pending: boolean;
}

/** Everything one turn changes, written in one transaction. */
export interface TurnRecord {
  readonly conversation: string;
  readonly delivery: Delivery;
  /** The version that was loaded; 0 for a new conversation. */
  readonly version: number;
  readonly key: string;
  /** The numbers of the arrival and of the last reply, for whoever asks what became of the key. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly case: Case;
  /** Whether it is the case that was loaded; one that it is not is put aside. */
  readonly continues?: boolean;
  /** What is to be kept or sent. A reply to a connector is deleted once it was sent, unless it has a stamp: then only that is kept. */
  readonly records: readonly NewRecord[];
  readonly events: readonly TurnEvent[];
  /** Two letters, where the channel says the language. */
  readonly language?: string | undefined;
  /** For the helpdesk, where there is something. */
  readonly work?: HelpdeskWork | undefined;
  readonly reference?: unknown;
  /** Deletes first what was kept of the conversation before: cases, history, uploads, keys. */
  readonly forget: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * How writing a turn went. `conflict`: the version has moved on or the key is known, and nothing was written.
 * `outbox` says who sends the turn's pending records: this process (`mine`), or whoever is sending or about to
 * send earlier ones (`theirs`); `empty` when nothing is to be sent.
 */
export type Committed = { readonly kind: 'conflict' } | { readonly kind: 'written'; readonly outbox: 'mine' | 'theirs' | 'empty' };

/** An activity that waits to be sent; `sentAs` is the channel's id of the card it replaces. */
export interface Pending {
  readonly seq: number;
  readonly body: string;
  readonly sentAs?: string | undefined;
  /** The activity that it answers, where that is at hand; it stands in the body too. */
  readonly replyTo?: string | undefined;
}

/** What waits in a conversation, oldest first, and how to reach it; `tries` that failed so far. */
export interface Claimed {
  readonly reference: unknown;
  readonly pending: readonly Pending[];
  readonly tries: number;
}

/** A reply that was sent, with the channel's id of it; or given up, without one. */
export interface Settled {
  readonly seq: number;
  readonly sentAs: string | undefined;
}

export interface SeenTurn {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Activities that one look into a history gives at most. */
export const historyPage = 200;
/** Conversations whose outbox one look gives at most. */
export const outboxPage = 50;
/** Milliseconds after which a sender that has not settled anything is taken to be gone, and another may send. */
export const senderLease = 30_000;

/**
 * What waits to be sent is the conversation's outbox. At most one process at a time is its sender: it becomes so by
 * writing a turn (`mine`) or by `claim`, and stays so until `settle` finds nothing more or it calls `postpone`.
 */
export interface Store extends HandoverStore {
  load(conversation: string): Promise<StoredConversation | undefined>;
  /** The turn that a key was handled in, if it was. */
  seen(conversation: string, key: string): Promise<SeenTurn | undefined>;
  /** Writes a turn whole or not at all. On `conflict`: load and decide again. */
  commit(turn: TurnRecord): Promise<Committed>;
  /** The next `historyPage` kept activities after that number, oldest first, each with its id. */
  history(conversation: string, after: number): Promise<readonly RecordedActivity[]>;
  /** The `seq` of the newest activity with that stamp. */
  findStamp(conversation: string, stamp: string): Promise<number | undefined>;

  /** Conversations whose outbox is due at that time and has no living sender; `outboxPage` at most, longest due first. */
  due(at: number): Promise<readonly string[]>;
  /** Makes this process the sender; `undefined` when another is, or nothing waits, or it is not due yet. */
  claim(conversation: string, at: number): Promise<Claimed | undefined>;
  /** Marks replies as sent, by their sender, and deletes those without a stamp. Gives what waits now; when nothing does, the process is not the sender any more. */
  settle(conversation: string, sent: readonly Settled[], at: number): Promise<readonly Pending[]>;
  /** Stops being the sender; what waits is due again at that time, with one more try counted. */
  postpone(conversation: string, until: number): Promise<void>;

  /** Conversations with something in their outbox. */
  waiting(): Promise<number>;
  /** The next `eventPage` events after that place, of cases that began in a period: case by case, each in its order. */
  events(period: Period, after?: EventPlace): Promise<readonly StoredEvent[]>;
  /** The newest comments of cases that began in a period, one a case, `commentPage` at most; of those that are still kept. */
  comments(period: Period): Promise<readonly StoredComment[]>;

  /** Keeps to which conversation the fingerprint of a case code leads; `false` when it leads to another one already. */
  keepCode(fingerprint: string, conversation: string, at: number): Promise<boolean>;
  /** The conversation that a fingerprint leads to; it is forgotten with the conversation. */
  findCode(fingerprint: string): Promise<string | undefined>;
  keepUpload(conversation: string, id: string, upload: Upload, at: number): Promise<void>;
  findUpload(conversation: string, id: string): Promise<Upload | undefined>;
  /** Deletes up to 500 conversations untouched since before that time, with all that belongs to them; gives their number. */
  sweep(before: number): Promise<number>;
  /** A secret of this installation: made once by `make`, then always the same. */
  secret(name: string, make: () => Uint8Array): Promise<Uint8Array>;
  /** Calls back with a conversation in which another process wrote a turn, or with `undefined` when that may have happened in any. */
  watch(changed: (conversation: string | undefined) => void): void;
  /** Rejects when nothing can be written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The id of a recorded activity, as Direct Line forms it. */
export function idOf(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`;
}
