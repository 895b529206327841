/** CSV, as Export-Csv and ConvertTo-Csv write it: with or without `#TYPE`, with comma, semicolon or tab. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fieldOf, type Item, type KnowsName, mostItems } from './output.ts';

const rows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** Characters of one CSV block that are read. */
const longestBlock = 2_000_000;

/** Nothing but names, quotes and delimiters: tells most lines from a header at once. */
const onlyNames = /^[\w."[\s--\t]]*[,;\t][\w.\s",;]*$/v;

/**
 * The delimiter of a header line in which at least two names are known; `undefined` when it is none. Where the next line
 * begins with a known name, both are lines of a list, and what stands after the delimiter is a value.
 */
export function csvDelimiter(line: string, next: string, knows: KnowsName): string | undefined {
  if (!onlyNames.test(line)) return undefined;
  return [',', ';', '\t'].find((delimiter) => {
    if (!line.includes(delimiter)) return false;
    const names = line.split(delimiter).map(bareName);
    const isHeader = names.every((name) => /^[A-Za-z][\w.]{0,80}$/.test(name)) && names.filter(knows).length >= 2;
    return isHeader && !(names.length === 2 && knows(bareName(next.split(delimiter, 1)[0] ?? '')));
  });
}

const bareName = (cell: string): string => cell.trim().replace(/^"|"$/g, '');

/** The objects of a CSV block whose header is at `start`, and where it ends: at an empty line outside of quotes. */
export function readCsv(lines: readonly string[], start: number, delimiter: string): { items: Item[]; end: number } {
  const end = endOf(lines, start);
  if (end === start + 1) return { items: [], end };
  const block = lines.slice(start, end);
  const { found, lost } = simpleRecords(block, delimiter) ?? recordsOf(block.join('\n').slice(0, longestBlock), delimiter);
  const [header, ...records] = found;
  const items = records.map(({ record, info }) => ({
    fields: record.map((cell, index) => fieldOf(header?.record[index] ?? '', cell, start + info.lines)),
    shape: 'table' as const,
  }));
  // A row that cannot be read is still an object: nothing may be said to be in order for want of it.
  const names = header?.record ?? [];
  const broken = Array.from({ length: lost }, () => ({ fields: names.map((name) => fieldOf(name, unreadable, start + 1)), shape: 'table' as const }));
  return { items: [...items, ...broken], end };
}

/** Stands for a value that cannot be read; no setting and no field of a phone has it. */
const unreadable = '$?';

function endOf(lines: readonly string[], start: number): number {
  let open = false;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!open && line.trim() === '') return at;
    if ((line.match(/"/g)?.length ?? 0) % 2 === 1) open = !open;
    if (at - start > mostItems * 4) return at;
  }
  return lines.length;
}

interface Records {
  readonly found: z.infer<typeof rows>;
  /** How many cannot be read. */
  readonly lost: number;
}

/** The records of a block as programs write it: each on its line, with quotes around every cell or none. Much quicker than to read all that CSV can be. */
function simpleRecords(block: readonly string[], delimiter: string): Records | undefined {
  const found: Records['found'] = [];
  for (const line of block.slice(0, mostItems)) {
    const quoted = line.startsWith('"') && line.endsWith('"') && line.length > 1;
    const record = quoted ? line.slice(1, -1).split(`"${delimiter}"`) : line.split(delimiter);
    if (line.includes('"') && (!quoted || record.some((cell) => cell.includes('"')))) return undefined;
    found.push({ record: quoted ? record : record.map((cell) => cell.trim()), info: { lines: found.length + 1 } });
  }
  return { found, lost: 0 };
}

/** The records of any block. */
function recordsOf(text: string, delimiter: string): Records {
  let lost = 0;
  const options = {
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: () => {
      lost = Math.min(lost + 1, 100);
      return undefined;
    },
    trim: true,
    to: mostItems,
    max_record_size: 100_000,
  } as const;
  try {
    return { found: rows.parse(parse(text, options)), lost };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [head = ''] = text.split('\n', 1);
    return { found: [{ record: head.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, '')), info: { lines: 1 } }], lost: 1 };
  }
}
