/** What it means when every way to search for the server failed. */
import { evidence } from '../evidence.ts';
import type { Cause } from '../finding.ts';
import type { FailedWay } from './deciding-rows.ts';
import type { RcaRow } from './rca-row.ts';
import { rowCause, search } from './row-cause.ts';

/**
 * The way that came furthest tells most; the web site of a company often stands at the bare domain, so a name that
 * begins with autodiscover counts more. The search as a whole is always a cause.
 */
export function wayCauses(ways: readonly FailedWay[]): Cause[] {
  const told = ways.flatMap(({ way, rows }) =>
    rows.flatMap((row) => {
      const cause = rowCause(row);
      return cause === undefined ? [] : [{ row, cause, reach: reachOf(cause.cause, way) }];
    }),
  );
  const best = told.toSorted((one, other) => other.reach - one.reach)[0];
  const lines = ways
    .flatMap(({ rows }) => rows.slice(-1))
    .slice(0, 4)
    .map((row) => evidence(row.line, [row.step, row.result].join(' ')));
  const searched: Cause = { ...search, evidence: lines };
  if (best === undefined || best.reach < reaches.connected || best.cause.cause === searched.cause) return [searched];
  return [{ ...best.cause, evidence: [evidence(best.row.line, [best.row.step, best.row.result, best.row.details].join(' '))] }, searched];
}

const reaches = { named: 1, connected: 2, secured: 3, answered: 4, meant: 10 } as const;

/** How far the phone would have come, by what stopped it. */
function reachOf(cause: string, way: RcaRow): number {
  const meant = /\/\/autodiscover\./i.test(way.step) ? reaches.meant : 0;
  if (cause === 'server-name' || cause === search.cause) return reaches.named;
  if (cause === 'no-connection') return reaches.named + meant / 5;
  return (cause.startsWith('certificate') || cause === 'client-certificate' ? reaches.secured : reaches.answered) + meant;
}
