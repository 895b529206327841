/** What the store keeps for the helpdesk: hand-overs, what is still to be done for them, and places that were learned. */

/** A hand-over as it was sent, and how to speak to the person who made it. */
interface NewHandover {
  readonly id: string;
  /** The package, as JSON. */
  readonly body: string;
  /** How a turn in their conversation is taken, as JSON. */
  readonly address: string;
}

export interface KeptHandover extends NewHandover {
  readonly conversation: string;
  /** The channel's id of the helpdesk's card. */
  readonly sentAs?: string | undefined;
}

/**
 * Something to be done outside a turn, until it is done: a delivery to a helpdesk, a question at a later time. The same
 * id again puts a newer body in the place of what waits.
 */
export interface NewErrand {
  readonly id: string;
  readonly kind: 'webhook' | 'webhook-news' | 'card' | 'card-note' | 'follow-up';
  readonly handover: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
}

export interface Errand extends Omit<NewErrand, 'dueAt'> {
  readonly conversation: string;
  /** Grows with each newer body. */
  readonly revision: number;
  /** Tries that failed so far. */
  readonly tries: number;
  /** When it was due first. */
  readonly since: number;
}

/** What one turn writes for the helpdesk, in the same transaction. */
export interface HelpdeskWork {
  readonly handover?: NewHandover | undefined;
  readonly errands: readonly NewErrand[];
}

/**
 * Which errands are free: news of a hand-over come after what they are news of, and one after the other. SQL that both
 * databases read. What is older by a turn is due since an earlier time; within a turn the ids count.
 */
export const isFree = `NOT EXISTS (SELECT 1 FROM errands first WHERE first.id = CASE errands.kind
  WHEN 'webhook-news' THEN 'webhook:' || errands.handover WHEN 'card-note' THEN 'card:' || errands.handover END)
  AND NOT EXISTS (SELECT 1 FROM errands earlier WHERE errands.kind IN ('webhook-news', 'card-note')
    AND earlier.conversation = errands.conversation AND earlier.kind = errands.kind AND earlier.handover = errands.handover
    AND (earlier.since < errands.since OR (earlier.since = errands.since AND earlier.id < errands.id)))`;

/** Errands that one process takes at a time. */
export const errandPage = 20;
/** Milliseconds after which a process that has not finished an errand is taken to be gone. */
export const errandLease = 60_000;
/** Milliseconds, longer than any lease or wait of a delivery: one that is due later was written before the clock was set back. */
export const furthestErrand = 900_000;

export interface HandoverStore {
  findHandover(id: string): Promise<KeptHandover | undefined>;
  /** Remembers the helpdesk's card of a hand-over. */
  keepCard(id: string, sentAs: string): Promise<void>;
  /** Takes errands that are due and free, longest due first; nobody else gets them until they are ended, put off, or the lease runs out. */
  takeErrands(at: number): Promise<readonly Errand[]>;
  /** It is done: deletes it, unless a newer body came meanwhile, which is due at once then. */
  endErrand(errand: Errand, at: number): Promise<void>;
  /** It could not be done: due again then, with one more try counted. */
  putOffErrand(errand: Errand, until: number): Promise<void>;
  /** Deliveries that have waited since before that time. */
  lateErrands(since: number): Promise<number>;
  /** Keeps what was learned about a place, as JSON. */
  keepPlace(name: string, body: string): Promise<void>;
  findPlace(name: string): Promise<string | undefined>;
}
