/** Reads what PowerShell printed, in whatever form it was copied. */
import { isUnderline, longestHeader, tableReader } from './read-table.ts';
import { csvDelimiter, readCsv } from './read-csv.ts';
import { isJsonStart, readJson } from './read-json.ts';
import { isBarred, readPipes } from './read-pipes.ts';
import { type ListReader, listReader } from './read-list.ts';
import { type Item, type KnowsName, remembering } from './output.ts';
import { isBlank, isCommandLine, plainLine } from './plain-line.ts';

/**
 * The objects in the text, in order: lists, tables, CSV, JSON and barred tables, mixed as they come. Only objects with
 * at least one known name are given. The text is read no further than objects are asked for, and takes time in
 * proportion to what is read.
 */
export function* readOutput(raw: readonly string[], knowsName: KnowsName): Generator<Item, void> {
  const next = openOutput(raw, remembering(knowsName));
  for (let items = next(); items.length > 0; items = next()) yield* items;
}

/** Gives the objects that end next each time it is called, several where a block ends that has several; none at the end. */
function openOutput(raw: readonly string[], knows: KnowsName): () => readonly Item[] {
  const lines = raw.map(plainLine);
  const blockAt = blocksOf(lines, knows);
  const ended: Item[] = [];
  const list = listReader(knows, ended);
  let at = 0;
  return () => {
    while (at < lines.length && ended.length === 0) {
      const block = blockAt(at);
      if (block === undefined) takeLine(list, lines[at] ?? '', at + 1);
      else list.close();
      for (const item of block?.items ?? []) if (item.fields.some((field) => knows(field.name))) ended.push(item);
      at = Math.max(block?.end ?? 0, at + 1);
    }
    if (ended.length === 0) list.close();
    return ended.splice(0);
  };
}

function takeLine(list: ListReader, line: string, number: number): void {
  if (isCommandLine(line)) list.close();
  else list.take(line, number);
}

interface Block {
  readonly items: Item[];
  readonly end: number;
}

/** Reads, for lines that are asked for in order, what is no list and begins there. */
function blocksOf(lines: readonly string[], knows: KnowsName): (at: number) => Block | undefined {
  const underlineNear = underlinesOf(lines);
  const readTable = tableReader(lines, knows);
  return (at) => {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    if (isJsonStart(line, next)) return readJson(lines, at);
    const underline = underlineNear(at);
    if (underline !== undefined) return readTable(underline);
    if (isBarred(line)) return readPipes(lines, at, knows);
    if (line.startsWith('#TYPE')) return { items: [], end: at + 1 };
    const delimiter = csvDelimiter(line, next, knows);
    return delimiter === undefined ? undefined : readCsv(lines, at, delimiter);
  };
}

/**
 * Finds, for lines that are asked for in order, the line of dashes under the header that begins there. Each line is
 * looked at once.
 */
function underlinesOf(lines: readonly string[]): (at: number) => number | undefined {
  let found = -1;
  let looked = 0;
  return (at) => {
    for (looked = Math.max(looked, at); found < at && looked < lines.length && looked <= at + longestHeader; looked += 1) {
      if (isUnderline(lines[looked] ?? '')) found = looked;
    }
    return found < at || lines.slice(at, found).some(isBlank) ? undefined : found;
  };
}
