/** Reads what PowerShell printed, in whatever form it was copied. */
import { isUnderline, readTable } from './read-table.ts';
import { csvDelimiter, readCsv } from './read-csv.ts';
import { isJsonStart, readJson } from './read-json.ts';
import { isBarred, readPipes } from './read-pipes.ts';
import { type ListReader, listReader } from './read-list.ts';
import { type Item, type KnowsName, remembering } from './output.ts';
import { isBlank, isCommandLine, plainLine } from './plain-line.ts';

/**
 * The objects in the text, in order: lists, tables, CSV, JSON and barred tables, mixed as they come. Only objects with
 * at least one known name are given. Takes time in proportion to the text.
 */
export function readOutput(raw: readonly string[], knowsName: KnowsName): Item[] {
  const knows = remembering(knowsName);
  const lines = raw.map(plainLine);
  const list = listReader(knows);
  const items: Item[] = [];
  for (let at = 0; at < lines.length;) {
    const block = blockAt(lines, at, knows);
    if (block === undefined) {
      takeLine(list, lines[at] ?? '', at + 1);
      at += 1;
    } else {
      list.close();
      items.push(...list.items.splice(0), ...block.items.filter((item) => item.fields.some((field) => knows(field.name))));
      at = Math.max(block.end, at + 1);
    }
  }
  list.close();
  return [...items, ...list.items];
}

function takeLine(list: ListReader, line: string, number: number): void {
  if (isCommandLine(line)) list.close();
  else list.take(line, number);
}

/** What is no list and begins on this line. */
function blockAt(lines: readonly string[], at: number, knows: KnowsName): { items: Item[]; end: number } | undefined {
  const line = lines[at] ?? '';
  if (isJsonStart(line)) return readJson(lines, at);
  const underline = underlineNear(lines, at);
  if (underline !== undefined) return readTable(lines, underline, knows);
  if (isBarred(line)) return readPipes(lines, at, knows);
  if (line.startsWith('#TYPE')) return { items: [], end: at + 1 };
  const delimiter = /[,;\t]/.test(line) ? csvDelimiter(line, knows) : undefined;
  return delimiter === undefined ? undefined : readCsv(lines, at, delimiter);
}

/** The line of dashes under the header that begins on this line; a header has up to three lines. */
function underlineNear(lines: readonly string[], at: number): number | undefined {
  for (let below = at; below <= at + 3; below += 1) {
    const line = lines[below] ?? '';
    if (isUnderline(line)) return below;
    if (isBlank(line)) return undefined;
  }
  return undefined;
}
