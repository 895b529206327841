/** What it means when every way to search for the server failed. */
import { evidence } from '../evidence.ts';
import type { Cause } from '../finding.ts';
import { search, rowCause } from './row-cause.ts';
import type { RcaRow } from './rca-row.ts';

/**
 * The way that came furthest tells most; the web site of a company often stands at the bare domain, so a name that
 * begins with autodiscover counts more. The search as a whole is always a cause.
 */
export function wayCauses(ways: readonly (readonly RcaRow[])[]): Cause[] {
  const told = ways.flatMap((way) =>
    way.flatMap((row) => {
      const cause = rowCause(row);
      return cause === undefined ? [] : [{ row, cause, reach: reachOf(cause.cause, row) }];
    }),
  );
  const best = told.toSorted((one, other) => other.reach - one.reach)[0];
  const lines = ways
    .flatMap((way) => way.slice(-1))
    .slice(0, 4)
    .map((row) => evidence(row.line, [row.step, row.result].join(' ')));
  const searched: Cause = { ...search, evidence: lines };
  if (best === undefined || best.reach < reaches.connected || best.cause.cause === searched.cause) return [searched];
  return [{ ...best.cause, evidence: [evidence(best.row.line, [best.row.step, best.row.result, best.row.details].join(' '))] }, searched];
}

const reaches = { named: 1, connected: 2, secured: 3, answered: 4, meant: 10 } as const;

/** How far the phone would have come, by what stopped it. */
function reachOf(cause: string, row: RcaRow): number {
  const meant = /\bautodiscover\./i.test(row.step) ? reaches.meant : 0;
  if (cause === 'server-name' || cause === search.cause) return reaches.named;
  if (cause === 'no-connection') return reaches.named + meant / 5;
  return (cause.startsWith('certificate') || cause === 'client-certificate' ? reaches.secured : reaches.answered) + meant;
}
