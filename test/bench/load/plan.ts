/** What the bench and its load processes tell each other. */
import type { WalkName } from './walks.ts';

/** Which way messages and replies go. */
export type Way = 'connector' | 'expect-replies' | 'direct-line';

export interface Plan {
  readonly way: Way;
  readonly walk: WalkName;
  /** Servers that share the work; turns go round. */
  readonly servers: readonly { readonly port: number; readonly pid: number }[];
  readonly conversations: number;
  readonly connections: number;
  /** How many of the conversations have an open stream, where the way has streams; all unless said. */
  readonly streams?: number | undefined;
  /** What people say when they begin; real problems unless said. */
  readonly symptoms?: readonly string[] | undefined;
  /** Then the CPU of its processes is looked at too. */
  readonly usesPostgres?: boolean | undefined;
}

export interface Measurement {
  readonly seconds: number;
  /** Turns a second to send, whether or not earlier ones are done; as many as possible when absent. */
  readonly pace?: number | undefined;
}

export interface Figures {
  readonly turns: number;
  readonly perSecond: number;
  /** Milliseconds of CPU per turn, of all servers together. */
  readonly user: number;
  readonly system: number;
  /** The same of a PostgreSQL that the bench started; 0 without one. */
  readonly database: number;
  /** Milliseconds from sending a message to having its reply and the answer to the post. */
  readonly p50: number;
  readonly p99: number;
  /** Resident memory of all servers at the end, in bytes. */
  readonly resident: number;
  readonly failures: readonly string[];
}

/** `speak-once` lets each person say one thing. */
export type Order = { readonly do: 'open'; readonly plan: Plan } | { readonly do: 'speak-once' } | ({ readonly do: 'measure' } & Measurement);
export type Report =
  | { readonly kind: 'opened' }
  | { readonly kind: 'spoken'; readonly failures: readonly string[] }
  | { readonly kind: 'measured'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly why: string };
