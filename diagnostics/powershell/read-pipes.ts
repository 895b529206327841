/** Tables drawn with bars, as Markdown and chat programs have them. */
import { fieldOf, type Item, type KnowsName, mostItems } from './output.ts';

/** Whether a line is a row between bars. */
export function isBarred(line: string): boolean {
  return line.includes('|') && /^\s*\|.*\|\s*$/.test(line);
}

const cells = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => (/[`*]/.test(cell) ? cell.trim().replace(/^[`*]{1,2}|[`*]{1,2}$/g, '') : cell.trim()));

const isRule = (line: string): boolean => /^[\s|:+-]*$/.test(line);

/** The objects of the barred table that begins at `start`: one a row, or one of all rows when names stand in the first column. */
export function readPipes(lines: readonly string[], start: number, knows: KnowsName): { items: Item[]; end: number } {
  let end = start;
  while (end < lines.length && isBarred(lines[end] ?? '')) end += 1;
  const rows: { readonly cells: readonly string[]; readonly line: number }[] = [];
  for (let at = start; at < end; at += 1) if (!isRule(lines[at] ?? '')) rows.push({ cells: cells(lines[at] ?? ''), line: at + 1 });
  const header = rows[0]?.cells ?? [];
  if (header.filter(knows).length >= 1 && !knows(rows[1]?.cells[0] ?? '')) {
    const items = rows.slice(1, mostItems).map((row) => ({
      fields: row.cells.map((cell, index) => fieldOf(header[index] ?? '', cell, row.line)),
      shape: 'table' as const,
    }));
    return { items, end };
  }
  const fields = rows.flatMap((row) => (/^[A-Za-z]{3,60}$/.test(row.cells[0] ?? '') ? [fieldOf(row.cells[0] ?? '', row.cells[1] ?? '', row.line)] : []));
  return { items: fields.some((field) => knows(field.name)) ? [{ fields, shape: 'list' }] : [], end };
}
