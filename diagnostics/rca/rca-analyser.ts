/** Reads results of the Remote Connectivity Analyzer, as XML, as copied text, or as a saved page. */
import { evidence } from '../evidence.ts';
import type { Analyser, Cause, Finding, FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import { noFinding } from '../no-finding.ts';
import { outcomeOf, whatThePhoneShows } from '../outcome-of.ts';
import { stateWords } from '../state-words.ts';
import { wholeText } from '../whole-text.ts';
import { decidingRows } from './deciding-rows.ts';
import { httpCause } from './http-cause.ts';
import { wayCauses } from './way-causes.ts';
import type { RcaResult, RcaRow } from './rca-row.ts';
import { elapsedLine, piecesOf, readText, stepBegin } from './read-text.ts';
import { readXml } from './read-xml.ts';
import { rowCause } from './row-cause.ts';

const xml = /<testresult\s[^<]{0,4000}\b(?:testdescription|resultdescription|errorid)=/i;
/** Without any of these it is none, however it is copied. */
const words = /test steps|additional details| ms/i;
const product = /connectivity analyzer|\bExRCA\b|testconnectivity/i;
const protocol = /activesync|autodiscover/i;

export const rcaAnalyser: Analyser = {
  material: 'rca-result',
  recognise(head) {
    if (xml.test(head)) return 0.98;
    if (!words.test(head)) return 0;
    const lines = head.split(/\r\n|\r|\n/).flatMap(piecesOf);
    const times = lines.filter((text) => elapsedLine.test(text)).length;
    const marks = lines.filter((text) => /^(?:test steps|additional details)$/i.test(text)).length;
    if (marks >= 1 && (times >= 1 || product.test(head))) return 0.95;
    if (marks >= 1 && protocol.test(head) && lines.some((text) => stepBegin.test(text))) return 0.9;
    return times >= 3 && protocol.test(head) ? 0.8 : 0;
  },
  open: (context) => wholeText(context, analyse),
  openPage: (context) => wholeText(context, (lines) => analyse(withinTest(lines))),
};

/** A page has a menu before the test and a footer after it, which are no steps. */
function withinTest(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((text) => stepBegin.test(text));
  const to = lines.findLastIndex((text) => elapsedLine.test(text));
  return from < 0 || to < from ? lines : lines.map((text, at) => (at < from || at > to ? '' : text));
}

const asXml = 'the same result, saved as XML from the page of the test';

function analyse(lines: readonly string[]): Finding {
  const isXml = lines.some((text) => /<testresult[\s>]/i.test(text.slice(0, 20_000)));
  const result = isXml ? readXml(lines) : readText(lines);
  const found = { ...noFinding, kind: 'rca-result', tables: result.rows.length > 0 ? [tableOf(result.rows)] : [] } as const;
  const deciding = decidingRows(result.rows);
  const causes = deciding.ways.length > 0 ? wayCauses(deciding.ways) : [...causesOf(deciding.rows), ...stopCauses(result.rows)];
  const row = deciding.rows.find((one) => rowCause(one) !== undefined) ?? deciding.rows[0] ?? (causes.length > 0 ? result.rows.at(-1) : undefined);
  if (causes.length > 0) {
    const outcome = outcomeOf(causes);
    return {
      ...found,
      outcome,
      verdict: `${deciding.ways.length > 0 ? 'Every way to find the server failed. ' : sayStep(row)}${causes[0]?.says ?? ''}${sayTrouble(result)}`,
      causes,
      lacks: outcome === 'unclear' ? [whatThePhoneShows] : [],
    };
  }
  if (row !== undefined) return { ...found, outcome: 'unclear', verdict: sayUnknown(row, result), lacks: [asXml] };
  return { ...found, ...withoutFault(result) };
}

function withoutFault(result: RcaResult): Pick<Finding, 'outcome' | 'verdict' | 'lacks'> {
  const [whole] = result.rows;
  const passed = whole?.status === 'passed' || whole?.status === 'warning';
  if (!passed || result.trouble !== undefined) {
    return { outcome: 'unclear', verdict: `I cannot tell from this whether the test failed, and where.${sayTrouble(result)}`, lacks: [asXml] };
  }
  const warned = sayWarnings(result.rows);
  if (/activesync/i.test(`${whole.step} ${whole.result}`)) return { outcome: 'fine', verdict: `The test of ActiveSync went through.${warned}`, lacks: [] };
  return {
    outcome: 'unclear',
    verdict: `This test went through, but it is not the whole test of ActiveSync.${warned}`,
    lacks: ['the result of the test named "Exchange ActiveSync"'],
  };
}

function causesOf(rows: readonly RcaRow[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const row of rows) {
    const told = rowCause(row);
    if (told !== undefined && !causes.has(told.cause)) causes.set(told.cause, { ...told, evidence: [rowEvidence(row)] });
  }
  return [...causes.values()];
}

/** In a language that is not known here, the test usually stopped at its last row; only an HTTP status there says why. */
function stopCauses(rows: readonly RcaRow[]): Cause[] {
  const last = rows.at(-1);
  if (last === undefined || rows.some((row) => row.status !== 'unknown')) return [];
  const told = httpCause(`${last.result} ${last.details}`);
  return told === undefined ? [] : [{ ...told, certainty: 'derived', says: `Usually this means: ${told.says}`, evidence: [rowEvidence(last)] }];
}

/** The row as one line, since in XML it is one very long one. */
function rowEvidence(row: RcaRow): Cause['evidence'][number] {
  return evidence(row.line, [row.step, row.result, row.details].filter(Boolean).join(' '));
}

function sayStep(row: RcaRow | undefined): string {
  return row === undefined ? '' : `The test failed at this step: ${shown(row.step, 160)} `;
}

function sayUnknown(row: RcaRow, result: RcaResult): string {
  if (row === result.rows[0]) return `The test failed, but I cannot see at which step.${sayTrouble(result)}`;
  return `${sayStep(row)}I do not know what this means.${sayTrouble(result)}`;
}

function sayTrouble({ trouble }: RcaResult): string {
  return trouble === undefined ? '' : ` I could not read all of it. ${trouble}`;
}

function sayWarnings(rows: readonly RcaRow[]): string {
  const warned = rows.filter((row) => row.status === 'warning' && !row.parent);
  const named = warned.length > 0 ? warned : rows.filter((row) => row.status === 'warning').slice(-1);
  return named.length === 0
    ? ''
    : ` It gave a warning at: ${named
        .slice(0, 3)
        .map((row) => shown(row.step, 100))
        .join(' ')}`;
}

function tableOf(rows: readonly RcaRow[]): FindingTable {
  const chosen = rows.length > 50 ? rows.filter((row) => !row.parent || row.status === 'failed') : rows;
  const cells = chosen
    .slice(0, 50)
    .map((row) => [markOf(row) + shown(row.step, 200), shown(row.result, 200), row.elapsed === undefined ? '' : String(row.elapsed)]);
  return { title: 'Steps of the test', columns: ['Step', 'Result', 'ms'], rows: cells, more: rows.length - cells.length };
}

/** Among thirty steps those that failed must be seen at once. */
function markOf({ status }: RcaRow): string {
  switch (status) {
    case 'passed':
      return `${stateWords.passed}: `;
    case 'warning':
      return `${stateWords.warned}: `;
    case 'failed':
      return `${stateWords.failed}: `;
    case 'unknown':
      return '';
  }
}

function shown(text: string, longest: number): string {
  const masked = mask(text.slice(0, 2 * longest))
    .replace(/\s+/g, ' ')
    .trim();
  return masked.length > longest ? `${masked.slice(0, longest - 1)}…` : masked;
}
