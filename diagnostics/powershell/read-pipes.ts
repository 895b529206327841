/** Tables drawn with bars, as Markdown and chat programs have them. */
import { type Field, fieldOf, type Item, type KnowsName, mostItems } from './output.ts';

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
  const rows: number[] = [];
  let end = start;
  for (; end < lines.length && isBarred(lines[end] ?? ''); end += 1) if (!isRule(lines[end] ?? '')) rows.push(end);
  // A row is cut into cells when its turn comes: a long table has very many.
  const cellsAt = (row: number | undefined): string[] => (row === undefined ? [] : cells(lines[row] ?? ''));
  const header = cellsAt(rows[0]);
  if (header.some(knows) && !knows(cellsAt(rows[1])[0] ?? '')) {
    const items = rows.slice(1, mostItems).map((row) => ({
      fields: cellsAt(row).map((cell, index) => fieldOf(header[index] ?? '', cell, row + 1)),
      shape: 'table' as const,
    }));
    return { items, end };
  }
  const fields: Field[] = [];
  for (const row of rows) {
    const [name = '', value = ''] = cellsAt(row);
    if (/^[A-Za-z]{3,60}$/.test(name)) fields.push(fieldOf(name, value, row + 1));
  }
  return { items: fields.some((field) => knows(field.name)) ? [{ fields, shape: 'list' }] : [], end };
}
