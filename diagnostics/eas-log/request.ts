/** One request of a phone with its answer, as a log tells it, and what was wrong with it. */
import type { Certainty } from '../../knowledge/schema.ts';

/** A line of the log as it stands there, cut, not yet masked. */
export interface Sign {
  /** 1 for the first line. */
  readonly line: number;
  readonly text: string;
}

export interface Fault {
  /** A cause of the facts. */
  readonly cause: string;
  readonly certainty: Certainty;
  /** What it means, in one or two sentences. */
  readonly means: string;
  readonly signs: readonly Sign[];
}

/** A step of the handshake by which a phone gets and accepts a policy. */
export type PolicyStep = 'challenge' | 'asked' | 'refused' | 'downloaded' | 'not-applied' | 'not-accepted' | 'accepted';

/**
 * `ok`: the server did what the phone asked. `fault`: see `faults`. `waiting`: no answer is in the log.
 * `unreadable`: there is an answer, and it cannot be told what it says.
 */
export type Result = 'ok' | 'fault' | 'waiting' | 'unreadable';

export interface Request {
  readonly line: number;
  /** As the log writes it; empty when it does not. */
  readonly time: string;
  /** "phone 1 (WP)": never the device id. */
  readonly phone: string;
  /** `Sync`, `Provision` …; empty when it is not known. */
  readonly command: string;
  readonly http: string;
  /** The status inside the answer; empty when there is none. */
  readonly status: string;
  readonly result: Result;
  readonly faults: readonly Fault[];
  readonly step?: PolicyStep | undefined;
  readonly stepSign?: Sign | undefined;
}
