/** The steps of a check as they are taken. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import { evidence } from '../evidence.ts';
import type { Cause, Evidence } from '../finding.ts';
import type { Network } from './network.ts';
import type { ProbeRow } from './report.ts';

/** What a check works with. */
export interface Look {
  readonly network: Network;
  readonly book: FactBook;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly rows: Rows;
}

export class Rows {
  readonly #rows: ProbeRow[] = [];

  get all(): readonly ProbeRow[] {
    return this.#rows;
  }

  /** The row noted last, as evidence. */
  get last(): Evidence {
    return evidence(this.#rows.length, this.#rows.at(-1)?.detail ?? '');
  }

  /** Notes a step; what it gives is the evidence for a cause that rests on it. */
  add(row: ProbeRow): Evidence {
    this.#rows.push(row);
    return evidence(this.#rows.length, row.detail);
  }
}

export function causeOf(cause: string, certainty: Certainty, says: string, from: Evidence): Cause {
  return { cause, certainty, says, evidence: [from] };
}
