/** Tables of facts: two narrow columns side by side, anything wider as one paragraph a row. */
import type { SourceView, TableView } from '../dialogs/reply.ts';
import { limits } from '../knowledge/limits.ts';
import { fold } from './buttons.ts';
import { cardWords } from './card-words.ts';
import type { Element, Fold, TableRow, TextElement } from './elements.ts';
import { markdown, plain } from './markdown.ts';
import { label, linkLine, paragraph, sourceLines } from './text-blocks.ts';

/** Rows that a card shows openly. */
const shortTable = 4;
/** Characters of a list of names that a card shows openly. */
const shortList = 240;
/** Letters without a break that fit half of a 320 pixel phone. */
const narrow = 14;

/** The short tables, open; their sources stand with the card's. */
export function openTables(tables: readonly TableView[]): Element[] {
  return tables.filter(isShort).flatMap(tableElements);
}

/** What the short tables rest on. */
export function openTableSources(tables: readonly TableView[]): readonly SourceView[] {
  return tables.filter(isShort).flatMap((table) => table.sources);
}

/** The long tables behind one button, named when there is only one. */
export function foldedTables(tables: readonly TableView[]): Fold[] {
  const long = tables.filter((table) => !isShort(table));
  const title = long.length === 1 ? fitButton(`${cardWords.facts}: ${plain(long[0]?.title ?? '')}`) : cardWords.facts;
  return fold(
    title,
    long.flatMap((table) => [...tableElements(table), ...sourceLines(table.sources)]),
  );
}

/** A row's cells; the last one says so when the row is not certain. */
export function markedCells({ cells, sure }: TableView['rows'][number]): string[] {
  return cells.map((cell, index) => (sure || index < cells.length - 1 ? cell : uncertainCell(cell)));
}

function uncertainCell(cell: string): string {
  return /[.!?]$/.test(cell) ? `${cell} ${cardWords.uncertainLine}` : `${cell} (${cardWords.uncertain})`;
}

function isShort(table: TableView): boolean {
  return table.rows.length <= shortTable || isNameList(table);
}

/** Names alone need no line each: a dozen of them is one short paragraph. */
function isNameList({ columns, rows }: TableView): boolean {
  return columns.length === 1 && rows.map(markedCells).join(', ').length <= shortList;
}

/** As many whole words as a button holds; the plain name where that would say too little. */
function fitButton(title: string): string {
  if (title.length <= limits.label) return title;
  const words = title.slice(0, limits.label).replace(/\s+\S*$/, '');
  return words.length < limits.label / 2 ? cardWords.facts : `${words} …`;
}

function tableElements(table: TableView): Element[] {
  const { note, link } = table;
  return [
    label(table.title),
    ...rowElements(table),
    ...(note === undefined ? [] : [paragraph(note)]),
    ...(link === undefined ? [] : [linkLine(link.title, link.url)]),
  ];
}

function rowElements(table: TableView): Element[] {
  const { columns, rows } = table;
  if (isNameList(table)) return [paragraph(rows.map(markedCells).join(', '))];
  return fitsSideBySide(table) ? [sideBySide(table)] : rows.map((row) => stacked(columns, markedCells(row)));
}

function fitsSideBySide({ columns, rows }: TableView): boolean {
  const lines = [columns, ...rows.map((row) => row.cells)];
  return lines.every((cells) => cells.length === 2 && cells.every((cell) => cell.split(/[\s-]/).every((word) => word.length <= narrow)));
}

function sideBySide({ columns, rows }: TableView): Element {
  return {
    type: 'Table',
    columns: [{ width: 2 }, { width: 3 }],
    firstRowAsHeader: true,
    rows: [columns, ...rows.map(markedCells)].map(tableRow),
  };
}

function tableRow(cells: readonly string[]): TableRow {
  return { type: 'TableRow', cells: cells.map((cell) => ({ type: 'TableCell', items: [paragraph(cell)] })) };
}

/** The first cell in bold and the others under it, with their columns' names where there are several. */
function stacked(columns: readonly string[], cells: readonly string[]): TextElement {
  const [first = '', ...rest] = cells.map(markdown);
  const others = rest.map((cell, index) => (rest.length > 1 ? `${markdown(columns[index + 1] ?? '')}: ${cell}` : cell));
  const text = others.length === 0 ? `- ${first}` : [`**${first.replaceAll('**', '')}**`, ...others].join('\n\n');
  return { type: 'TextBlock', text, wrap: true, spacing: 'small' };
}
