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
  const scopeOf = (row: RcaRow): readonly RcaRow[] => groups.find((group) => group.includes(row)) ?? rows.filter((one) => !forgiven.has(one));
  const failed = rows.filter((row, at) => row.status === 'failed' && !forgiven.has(row) && isLast(rows, at, scopeOf(row)) && !isPardoned(rows, at));
  const ways = groups.flatMap(([way, ...below]): FailedWay[] => {
    const inside = failed.filter((row) => row === way || below.includes(row));
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

/**
 * No failed row is below it. In plain text, where depth is not known: it has no steps, or nothing after it failed.
 * @param scope what can belong to it.
 */
function isLast(rows: readonly RcaRow[], at: number, scope: readonly RcaRow[]): boolean {
  const row = rows[at];
  if (row === undefined) return false;
  if (rows.every((one) => one.depth === 0)) return !row.parent || !scope.slice(scope.indexOf(row) + 1).some((one) => one.status === 'failed');
  for (const below of rows.slice(at + 1)) {
    if (below.depth <= row.depth) return true;
    if (below.status === 'failed') return false;
  }
  return true;
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
