/** From the steps of a check to what it concludes. */
import type { Cause, FindingTable } from '../finding.ts';
import { outcomeOf, whatThePhoneShows } from '../outcome-of.ts';
import type { ProbeKind, ProbeReport } from './report.ts';
import type { Look } from './rows.ts';

export interface Found {
  readonly causes: readonly Cause[];
  readonly tables?: readonly FindingTable[];
  readonly lacks?: readonly string[];
  /** What to say when nothing is wrong; absent when the check did not get far enough to say so. */
  readonly fine?: string | undefined;
  /** What to say instead of the causes. */
  readonly verdict?: string | undefined;
}

const notTold = 'It cannot be told from here. See the steps.';

/** @param found what was found, the causes likeliest first. */
export function conclude(kind: ProbeKind, target: string, look: Look, found: Found): ProbeReport {
  const causes = [...new Map(found.causes.toReversed().map((one) => [one.cause, one])).values()].toReversed();
  const common = { kind, target, at: look.now, rows: look.rows.all, tables: found.tables ?? [], lacks: [...new Set(found.lacks)] };
  const [first, ...others] = causes;
  if (first !== undefined) {
    const also = others.length === 0 ? '' : ` Also: ${others.map((one) => one.says).join(' ')}`;
    const outcome = outcomeOf(causes);
    const lacks = outcome === 'unclear' ? [...common.lacks, whatThePhoneShows] : common.lacks;
    return { ...common, lacks, outcome, cause: first.cause, causes, verdict: found.verdict ?? first.says + also };
  }
  if (found.fine !== undefined) return { ...common, outcome: 'fine', cause: 'nothing-found', causes, verdict: found.fine };
  return { ...common, outcome: 'unclear', cause: 'unclear', causes, verdict: found.verdict ?? notTold };
}
