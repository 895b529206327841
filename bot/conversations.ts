/** The port between channels and the bot: a channel hands in what arrived and shows what is recorded. */
import type { Activity } from 'botbuilder';
import type { Dropped } from '../dialogs/input.ts';

/** One activity of a conversation's history; `seq` grows by one with each and is a stream's watermark. */
export type Recorded = RecordedActivity | RecordedReply;

export interface RecordedActivity {
  readonly seq: number;
  readonly activity: Partial<Activity>;
}

/** A reply that was just written: JSON without its id, and nothing in it that depends on who looks. */
export interface RecordedReply {
  readonly seq: number;
  readonly id: string;
  readonly body: string;
}

export interface Arrival {
  readonly conversation: string;
  /** Tells a redelivery: the channel's own id of the activity. */
  readonly key: string;
  readonly activity: Partial<Activity>;
  /** Its files, read already, in their order. */
  readonly dropped?: readonly Dropped[];
  /** The agent who says it, as the channel knows. */
  readonly agent?: string | undefined;
}

export interface Upload {
  readonly name: string;
  /** As the sender said; never trusted. */
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface Conversations {
  /**
   * Records the arrival and the bot's replies in one transaction (store first, then speak).
   * The same key again changes nothing. Resolves with the arrival's recorded id.
   */
  receive(arrival: Arrival): Promise<{ readonly id: string; readonly repeated: boolean }>;
  /** Makes a conversation of that user; the bot's welcome is recorded in it. */
  open(conversation: string, user: string, agent?: string): Promise<void>;
  exists(conversation: string): Promise<boolean>;
  /** The next page of what is recorded after that watermark, oldest first (0: from the start); empty at the end. */
  history(conversation: string, after: number): Promise<readonly Recorded[]>;
  /** Calls back whenever something was recorded in the conversation, with it where it is at hand; call the result to stop. */
  watch(conversation: string, changed: (fresh?: readonly Recorded[]) => void): () => void;
  /** Whether the helpdesk, an agent or an agent's callers count on it, so that it may not be left behind. */
  isNeeded(conversation: string): Promise<boolean>;
  /** Whether the files of this conversation are kept: only for the person who gets the case. */
  keepsFiles(conversation: string): Promise<boolean>;
  /** Keeps an upload's bytes with the conversation and returns its id. */
  keepUpload(conversation: string, upload: Upload): Promise<string>;
  findUpload(conversation: string, id: string): Promise<Upload | undefined>;
}
