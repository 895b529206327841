/** Reads the result of a connectivity test as it is copied from the page: a step, its result, details, the time. */
import { mostRows, type RcaResult, type RcaRow } from './rca-row.ts';

/** "Elapsed Time: 123 ms." in any language. */
export const elapsedLine = /^[^\d:：]{2,40}[:：]\s{0,4}(\d{1,3}(?:[.,\u00a0 ]?\d{3}){0,3}) ms\.?$/;
const stepsMark = /^test steps$/i;
const detailsMark = /^additional details$/i;
/** How steps begin in English; results never do. */
export const stepBegin =
  /^(?:(?:the )?(?:microsoft (?:remote )?connectivity analyzer|exrca) is |attempting |testing (?!of )|validating |analyzing |checking |sending |retrieving )/i;
const negative =
  /\bfail|\bcould(?:n't| not)\b|\bwas(?:n't| not)\b|\bis(?:n't| not)\b|\bdid(?:n't| not)\b|\bnot all\b|\berrors? (?:was|were|occurred)|\bunable\b|\binvalid\b|\bmissing\b|\bproblems? (?:was|were)|\bis either blocked\b|(?<!\bno )client (?:certificate )?authentication was detected/i;
const cautious = /\bwarnings?\b|\bpotential compatibility problems\b/i;
const positive = /success|\bpassed\b|\bvalid\b|\bcorrect\b|\bno client authentication\b|\bwas found\b|\bis trusted\b|\bwere retrieved\b/i;

/** Marks of a forum, between which lines are glued together, and pictures. */
const forumMark = /\[\/?(?:SIZE|IMG|B|I|LEFT|QUOTE|COLOR)(?:=[^\]]{0,40})?\]|https?:\/\/\S{1,80}\/Images\/[^\s[]{1,40}/i;
/** Ticks, crosses and bullets before a step. */
const bullet = /^(?:[\s\u2713-\u2718\u274C\u2705\u26A0•*>-]|\uFE0F){1,20}/;

interface Open {
  line: number;
  step: string;
  result: string;
  details: string[];
  elapsed?: number;
  parent: boolean;
  /** What the next line belongs to. */
  next: 'result' | 'details' | 'step';
}

export function readText(lines: readonly string[]): RcaResult {
  const rows: Open[] = [];
  lines.forEach((raw, at) => {
    for (const piece of piecesOf(raw)) add(rows, piece, at + 1);
  });
  const read = rows.filter((row) => row.result !== '').map(rowOf);
  const hidden = read.every((row) => row.status !== 'failed') && read.some((row) => negative.test(row.step));
  return { rows: read, trouble: hidden ? 'Something in it failed, but not clearly at which step.' : undefined };
}

/** The lines that a line was before a forum took it, without what decorates them. */
export function piecesOf(line: string): string[] {
  return line
    .slice(0, 4000)
    .split(forumMark)
    .map((piece) => piece.replace(bullet, '').trim());
}

function add(rows: Open[], text: string, line: number): void {
  const open = rows.at(-1);
  if (text === '' || rows.length >= mostRows) return;
  if (open === undefined && !stepBegin.test(text) && statusOf(text) !== 'unknown') {
    rows.push({ line, step: text, result: text, details: [], parent: false, next: 'details' }); // Copied without its first line.
  } else if (open === undefined || beginsStep(open, text)) {
    rows.push({ line, step: text, result: '', details: [], parent: false, next: 'result' });
  } else take(open, text);
}

/** A step begins after the time of the one before, or when it can be nothing else. Marks are no steps. */
function beginsStep(open: Open, text: string): boolean {
  if (isMark(text) || elapsedLine.test(text)) return false;
  if (open.next === 'step') return !isShort(text);
  return open.next === 'details' && stepBegin.test(text);
}

function take(open: Open, text: string): void {
  const elapsed = elapsedLine.exec(text)?.[1];
  if (elapsed !== undefined) {
    open.elapsed = Number(elapsed.replace(/\D/g, ''));
    open.next = 'step';
  } else if (stepsMark.test(text) || (open.next === 'step' && isShort(text))) {
    open.parent = true;
    open.next = 'step';
  } else if (open.next === 'result') {
    open.result = text;
    open.next = 'details';
  } else if (!detailsMark.test(text) && open.details.length < 50) open.details.push(text);
}

function isMark(text: string): boolean {
  return stepsMark.test(text) || detailsMark.test(text);
}

/** The marks in other languages: two or three words, and no sentence. */
function isShort(text: string): boolean {
  return text.length < 40 && !/[.:!?]$/.test(text) && text.split(' ').length <= 4;
}

function rowOf(row: Open): RcaRow {
  const { line, step, result, details, elapsed, parent } = row;
  return { depth: 0, step, result, details: details.join(' '), elapsed, status: statusOf(result), parent, line };
}

function statusOf(result: string): RcaRow['status'] {
  if (cautious.test(result) && !/\bfail/i.test(result)) return 'warning';
  if (negative.test(result)) return 'failed';
  return positive.test(result) ? 'passed' : 'unknown';
}
