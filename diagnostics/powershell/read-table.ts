/** Tables, as Format-Table prints them: a header, dashes under it, values in columns. */
import { maskSecrets } from '../mask-secrets.ts';
import { isBlank } from './plain-line.ts';
import { type Field, fieldOf, type Item, type KnowsName, mostItems } from './output.ts';

interface Column {
  readonly from: number;
  /** Where the next column begins; endless for the last. */
  readonly to: number;
  /** Characters that a value of it has room for; of the last column only what its header needs is known. */
  readonly width: number;
  readonly name: string;
}

/** Lines of a header; PowerShell wraps long ones. */
export const longestHeader = 3;

/** Whether a line consists of the dashes under a header. */
export function isUnderline(line: string): boolean {
  return line.includes('--') && /^[\s-]+$/.test(line);
}

interface Table {
  readonly items: Item[];
  readonly end: number;
}

/**
 * Reads tables of one text. What scripts print has the same header again and again, so that its columns are found once.
 * @returns for a line of dashes the objects of the table under it and where it ends; `undefined` when no column is known.
 */
export function tableReader(lines: readonly string[], knows: KnowsName): (underline: number) => Table | undefined {
  let header: readonly string[] = [];
  let columns: readonly Column[] = [];
  return (underline) => {
    const found = headerLines(lines, underline);
    if (found.length !== header.length || found.some((line, at) => line !== header[at])) [header, columns] = [found, columnsOf(found)];
    return columns.some((column) => knows(column.name)) ? readRows(lines, underline + 1, columns) : undefined;
  };
}

function readRows(lines: readonly string[], start: number, columns: readonly Column[]): Table {
  const items: Item[] = [];
  let end = start;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (isBlank(line) || isUnderline(lines[end + 1] ?? '')) break;
    if (items.length < mostItems) takeRow(items, line, end + 1, columns);
  }
  return { items, end };
}

/**
 * A row of its own, or the rest of one whose cells were wrapped. Secrets are hidden before a line is cut into columns,
 * since a password without the word before it cannot be told from anything else.
 */
function takeRow(items: Item[], written: string, number: number, columns: readonly Column[]): void {
  const line = maskSecrets(written);
  const fields = cellsOf(line, columns).map((cell, index) => fieldOf(columns[index]?.name ?? '', cell, number));
  const last = items.at(-1);
  if (last === undefined || !/^\s{2}/.test(line) || !goesOn(last.fields, fields, columns)) {
    items.push({ fields, shape: 'table' });
    return;
  }
  const joined = last.fields.map((field, index): Field => {
    const rest = fields[index]?.value ?? '';
    const gap = rest !== '' && field.value.length < (columns[index]?.width ?? 0) ? ' ' : '';
    return fieldOf(field.name, field.value + gap + rest, field.line);
  });
  items[items.length - 1] = { fields: joined, shape: 'table' };
}

/** Whether a line holds the rest of the row above: its first cell is empty, and the others stand there only for want of room above. */
function goesOn(above: readonly Field[], fields: readonly Field[], columns: readonly Column[]): boolean {
  return fields.every(({ value }, at) => {
    if (value === '') return true;
    const begun = above[at]?.value ?? '';
    const [word = ''] = value.split(' ', 1);
    return at > 0 && begun !== '' && begun.length + 1 + word.length > (columns[at]?.width ?? 0);
  });
}

/**
 * The cells of a row. Where its positions no longer fit (lost spaces), it is split at runs of spaces if that gives
 * one cell a column.
 */
function cellsOf(line: string, columns: readonly Column[]): string[] {
  const straddles = columns.some((column) => column.from > 0 && /\S/.test(line[column.from - 1] ?? ' '));
  const byTabs = straddles || line.includes('\t') ? line.trim().split(/\t|\s{2,200}/) : [];
  if (byTabs.length === columns.length) return byTabs;
  const byWords = straddles ? line.trim().split(/\s+/) : [];
  return byWords.length === columns.length ? byWords : columns.map((column) => line.slice(column.from, column.to));
}

function columnsOf(header: readonly string[]): Column[] {
  const above = header.slice(0, -1);
  const dashes = header.at(-1) ?? '';
  const marks = runsOf(dashes);
  const words = above.length === 1 ? (above[0] ?? '').trim().split(/\s+/) : [];
  const lostSpaces = words.length === marks.length;
  return marks.map((from, index) => {
    const to = marks[index + 1] ?? Number.POSITIVE_INFINITY;
    const name = lostSpaces ? (words[index] ?? '') : above.map((line) => line.slice(from, to).trim()).join('');
    const width = (Number.isFinite(to) ? to - 1 : dashes.trimEnd().length) - from;
    return { from, to, width, name };
  });
}

/** Where the runs of dashes begin. */
function runsOf(dashes: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < dashes.length; at += 1) if (dashes[at] === '-' && dashes[at - 1] !== '-') runs.push(at);
  return runs;
}

/** The header and the dashes under it. */
function headerLines(lines: readonly string[], underline: number): string[] {
  const header = [lines[underline] ?? ''];
  for (let at = underline - 1; at >= 0 && header.length <= longestHeader; at -= 1) {
    const line = lines[at] ?? '';
    if (isBlank(line) || /[:>|]/.test(line)) break;
    header.unshift(line);
  }
  return header;
}
