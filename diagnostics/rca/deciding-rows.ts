/** Which failed rows of a test count. */
import type { RcaRow } from './rca-row.ts';

/** One way to search for the server. The first that succeeds ends the search, so those before it are no fault. */
const wayStep =
  /test potential Autodiscover URL\b|(?:HTTP|SRV)[- ]redirect method|(?:HTTP|SRV)\b.{0,60}(?:umleitung|redirection|redirección|yönlendirme)|https:\/\/\S{1,300}\/autodiscover\.xml$/i;
const withinWay = /\bPOST\b|XML.{0,40}(?:response|antwort|réponse|respuesta)|retriev/i;

export interface Deciding {
  /** Failed rows with no failed row below them, in order. */
  readonly rows: readonly RcaRow[];
  /** Where every way failed, all of them in order. */
  readonly ways: readonly FailedWay[];
}

export interface FailedWay {
  /** The row of the way as a whole. */
  readonly way: RcaRow;
  readonly rows: readonly RcaRow[];
}

export function decidingRows(rows: readonly RcaRow[]): Deciding {
  const groups = groupByWay(rows);
  const forgiven = new Set(
    groups.slice(0, groups.findLastIndex((group) => group[0]?.status !== 'failed') + 1).flatMap((group) => (group[0]?.status === 'failed' ? group : [])),
  );
  const rest = rows.filter((one) => !forgiven.has(one));
  const scopes = new Map(groups.flatMap((group) => group.map((row) => [row, group] as const)));
  const lasts = new Set([...groups, rest].map((scope) => scope.findLast((row) => row.status === 'failed')));
  // In plain text depth is not known: there the last one counts that failed, and all that have no steps.
  const isLast = rows.every((row) => row.depth === 0)
    ? (at: number): boolean => rows[at]?.parent === false || lasts.has(rows[at])
    : (at: number): boolean => !failsBelow(rows, at);
  const failed = rows.filter((row, at) => row.status === 'failed' && !forgiven.has(row) && isLast(at) && !isPardoned(rows, at));
  const byScope = Map.groupBy(failed, (row) => scopes.get(row));
  const ways = groups.flatMap((group): FailedWay[] => {
    const [way] = group;
    const inside = byScope.get(group) ?? [];
    return way === undefined || inside.length === 0 ? [] : [{ way, rows: inside }];
  });
  const allFailed = groups.length > 1 && ways.length === groups.length;
  return { rows: failed, ways: allFailed ? ways : [] };
}

function beginsWay(row: RcaRow): boolean {
  return wayStep.test(row.step) && !withinWay.test(row.step);
}

/** Each way with what belongs to it: up to the next way, and never past the end of the search in a tree. */
function groupByWay(rows: readonly RcaRow[]): RcaRow[][] {
  const groups: RcaRow[][] = [];
  let top: RcaRow | undefined;
  for (const row of rows) {
    if (beginsWay(row) && (top === undefined || row.depth <= top.depth)) {
      top = row;
      groups.push([row]);
    } else if (top !== undefined && (row.depth > top.depth || top.depth === 0)) groups.at(-1)?.push(row);
  }
  return groups;
}

/** Whether a row below it failed, where depth is known. */
function failsBelow(rows: readonly RcaRow[], at: number): boolean {
  const depth = rows[at]?.depth ?? 0;
  for (let below = at + 1; below < rows.length; below += 1) {
    const row = rows[below];
    if (row === undefined || row.depth <= depth) return false;
    if (row.status === 'failed') return true;
  }
  return false;
}

/** Something above it succeeded all the same. */
function isPardoned(rows: readonly RcaRow[], at: number): boolean {
  let depth = rows[at]?.depth ?? 0;
  for (let above = at - 1; above >= 0 && depth > 0; above -= 1) {
    const row = rows[above];
    if (row === undefined || row.depth >= depth) continue;
    if (row.status === 'passed' || row.status === 'warning') return true;
    depth = row.depth;
  }
  return false;
}
