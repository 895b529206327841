/** What the service keeps, as a contract that any database can fulfil. */
import type { Activity } from 'botbuilder';
import type { Case } from '../dialogs/case.ts';
import type { TurnEvent } from '../dialogs/event.ts';
import type { Recorded, Upload } from './conversations.ts';

/** Where a conversation's replies go: the page's own channel, or a Bot Connector. */
export type Delivery = 'direct-line' | 'connector';

export interface StoredConversation {
  /** Grows by one with each turn. */
  readonly version: number;
  readonly delivery: Delivery;
  readonly case: Case;
  /** The last `seq` of its history. */
  readonly seq: number;
}

/** An activity to record. `stamp` names the card on it; `replaces` is the `seq` whose card it shows anew. */
export interface NewRecord {
  readonly seq: number;
  readonly activity: Partial<Activity>;
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
  readonly case: Case;
  readonly records: readonly NewRecord[];
  readonly events: readonly TurnEvent[];
  readonly reference?: unknown;
  readonly at: number;
}

/** An activity that waits to be sent; `sentAs` is the channel's id of the card it replaces. */
export interface Pending extends Recorded {
  readonly sentAs?: string | undefined;
}

/** A conversation that has something to send, and how to reach it. */
export interface Unsent {
  readonly conversation: string;
  readonly reference: unknown;
}

export interface SeenTurn {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Activities that one look into a history gives at most. */
export const historyPage = 200;

export interface Store {
  load(conversation: string): Promise<StoredConversation | undefined>;
  /** The turn that a key was handled in, if it was. */
  seen(conversation: string, key: string): Promise<SeenTurn | undefined>;
  /** Writes a turn. `false` when the version has moved on or the key is known: load and decide again. */
  commit(turn: TurnRecord): Promise<boolean>;
  /** The next `historyPage` activities after that number, oldest first. */
  history(conversation: string, after: number): Promise<readonly Recorded[]>;
  /** The `seq` of the newest activity with that stamp. */
  findStamp(conversation: string, stamp: string): Promise<number | undefined>;
  pending(conversation: string): Promise<readonly Pending[]>;
  markSent(conversation: string, seq: number, sentAs: string | undefined): Promise<void>;
  unsent(): Promise<readonly Unsent[]>;
  keepUpload(conversation: string, id: string, upload: Upload, at: number): Promise<void>;
  findUpload(conversation: string, id: string): Promise<Upload | undefined>;
  /** A secret of this installation: made once by `make`, then always the same. */
  secret(name: string, make: () => Uint8Array): Promise<Uint8Array>;
  /** Rejects when nothing can be written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
