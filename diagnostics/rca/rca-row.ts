/** One step of a connectivity test, with what came of it. */

export interface RcaRow {
  /** 0 for the whole test; what is deeper belongs to the row before it that is less deep. 0 everywhere in plain text. */
  readonly depth: number;
  readonly step: string;
  readonly result: string;
  readonly details: string;
  /** Milliseconds; `undefined` when it is not told. */
  readonly elapsed: number | undefined;
  readonly status: 'passed' | 'warning' | 'failed' | 'unknown';
  /** Whether it has steps of its own. */
  readonly parent: boolean;
  /** From 1. */
  readonly line: number;
}

export interface RcaResult {
  readonly rows: readonly RcaRow[];
  /** Why it could not be read to its end, in a sentence. */
  readonly trouble?: string | undefined;
}

/** Rows that are read; a whole test has 30 to 120. */
export const mostRows = 2000;
