/** What turns are given and what they give. */
import type { Logger } from 'pino';
import type { Desk } from '../dialogs/desk.ts';
import type { Dropped, Input } from '../dialogs/input.ts';
import type { ShareEffect } from '../dialogs/together/sharing.ts';
import type { Decided, Effect } from '../dialogs/turn.ts';
import type { CaseCodes } from './agents/case-codes.ts';
import type { Target } from './handover/work-of.ts';
import type { Addressee } from './record-replies.ts';
import type { Committed, Delivery, NewRecord, SeenTurn, Store } from './store/store.ts';

export interface TurnsDependencies {
  readonly store: Store;
  /** The desk of this moment: guides may be changed while the service runs. */
  readonly desk: () => Desk;
  readonly log: Logger;
  readonly now: () => number;
  readonly newId: () => string;
  /** Begins a look over the network; its result comes back as a turn of its own. */
  readonly look?: (asked: Incoming, effect: LookEffect) => void;
  /** Does what a turn asks to be done in another conversation. */
  readonly share?: (asked: Incoming, effects: readonly ShareEffect[]) => void;
  /** Where cases are sent to, and what is called when something waits to be sent there. */
  readonly helpdesk?: { readonly targets: readonly Target[]; readonly wake: () => void };
  /** Makes case codes; without it cases have none. */
  readonly codes?: Pick<CaseCodes, 'make' | 'keep'>;
  /** Told of each turn that was written. */
  readonly count?: (events: Decided['events']) => void;
}

export type Decision = Omit<Decided, 'replies'> & { readonly replies: Decided['replies'] | 'apology' };

export type LookEffect = Extract<Effect, { kind: 'look' }>;

/** An activity to take a turn on. */
export interface Incoming extends Addressee {
  readonly key: string;
  readonly delivery: Delivery;
  /** True where the replies are the answer itself, so that nobody has to send them. */
  readonly answersInline?: boolean;
  /** The files of the activity, read already, in their order. */
  readonly dropped?: readonly Dropped[];
  /** The agent who says it; the channel knows, and nothing in the activity does. */
  readonly agent?: string | undefined;
  /** What came in, where it is not what the activity says: a look that came back. */
  readonly input?: Input;
  /** How to reach the conversation later; kept where replies are sent by us. */
  readonly reference?: unknown;
}

/** What a turn wrote: the arrival first, then the replies. A repeated one wrote nothing; its numbers tell what the first time wrote. */
export interface Taken extends SeenTurn {
  readonly repeated: boolean;
  readonly replies: readonly NewRecord[];
  /** What is left of the card that was tapped. */
  readonly done?: Decided['done'];
  /** Who sends the replies. */
  readonly outbox: Extract<Committed, { kind: 'written' }>['outbox'];
}
