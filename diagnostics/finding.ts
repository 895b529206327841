/** What a diagnostic concluded: verdict, evidence, certainty, and the causes that lead to nodes. */
import type { FactBook } from '../knowledge/library.ts';
import type { Certainty, Probe } from '../knowledge/schema.ts';

/** What can be dropped in. `unknown` is everything else. */
const materials = ['policy', 'policy-command', 'devices', 'notice', 'eas-log', 'iis-log', 'rca-result', 'certificate', 'code'] as const;
export type Material = (typeof materials)[number];

/** A line of what was dropped in, masked and shortened, that a conclusion rests on. */
export interface Evidence {
  /** 1 for the first line. */
  readonly line: number;
  readonly text: string;
}

export interface Cause {
  /** One of the causes that the facts list; a `check` node's findings are keyed by it. */
  readonly cause: string;
  readonly certainty: Certainty;
  /** One or two plain sentences: what is wrong. */
  readonly says: string;
  readonly evidence: readonly Evidence[];
}

/** A policy setting that demands something which the phone cannot do. */
export interface Conflict {
  /** The policy's name, when it has one. */
  readonly policy?: string | undefined;
  readonly setting: string;
  /** As it stands in the text. */
  readonly value: string;
  /** The value that asks nothing of the phone, as PowerShell writes it: `$false`, `Allow`, `Unlimited` … */
  readonly neutral: string;
  readonly evidence: Evidence;
}

/** A way out of a conflict, with what it does to others. */
export interface WayOut {
  readonly title: string;
  /** What to know or do before any of the commands is run. */
  readonly first?: string | undefined;
  /** Lines of PowerShell, literal. */
  readonly command: readonly string[];
  readonly effect: string;
  readonly undo: string;
}

/** Details to unfold: devices, a timeline, the settings of a policy, certificates. */
export interface FindingTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** At most 50 rows; cells are masked. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows were left out. */
  readonly more: number;
}

/**
 * `fault`: something is wrong, see `causes`. `fine`: all that can be seen here is in order, and that is enough to
 * say so. `unclear`: it cannot be told from this; `verdict` says why and `lacks` what would help. What nobody documents
 * to be a fault can still be a cause there.
 */
export type Outcome = 'fault' | 'fine' | 'unclear';

/** A line of a text, masked and whole. */
export interface WordsLine {
  /** 1 for the first line. */
  readonly line: number;
  readonly text: string;
}

export interface Finding {
  readonly kind: Material | Probe | 'unknown';
  readonly outcome: Outcome;
  /** One to three plain sentences, the conclusion first. */
  readonly verdict: string;
  /** Likeliest first; each cause at most once. Empty unless something is wrong, or may be. */
  readonly causes: readonly Cause[];
  readonly conflicts: readonly Conflict[];
  /** What the policy says about phones that cannot apply all of it; `null` when it does not say, or there is no policy. */
  readonly allowsNonProvisionable: boolean | null;
  readonly waysOut: readonly WayOut[];
  readonly tables: readonly FindingTable[];
  /** What to get, in words that complete "Get me ...". */
  readonly lacks: readonly string[];
  /** Whether what was dropped in must neither be kept nor passed on: it would let others in. */
  readonly isSecret?: true | undefined;
  /** The whole as plain text, for a ticket, where there is more than the verdict. */
  readonly asText?: string | undefined;
  /** The lines of a short text that is unknown and may be somebody's words, or those of a screen. */
  readonly words?: readonly WordsLine[] | undefined;
}

export interface Context {
  readonly book: FactBook;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The phone's profile among the facts; the first one when absent. */
  readonly profile?: string | undefined;
}

/** Reads one thing as it arrives, line by line, in memory that does not grow with it. */
export interface Reading {
  /** The next line, without its line end. */
  line(text: string): void;
  end(): Finding;
}

/** A kind of material: how to tell it, and how to read it. */
export interface Analyser {
  readonly material: Material;
  /** How sure the beginning of a text (at most 64 KB, decoded) is of this kind: 0 for not at all, 1 for certainly. */
  recognise(head: string): number;
  open(context: Context): Reading;
  /** Reads the text of a saved web page; absent where pages are not looked into. */
  openPage?(context: Context): Reading;
}
