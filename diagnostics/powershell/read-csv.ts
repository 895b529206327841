/** CSV, as Export-Csv and ConvertTo-Csv write it: with or without `#TYPE`, with comma, semicolon or tab. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fieldOf, type Item, type KnowsName, mostItems } from './output.ts';

const rows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** Characters of one CSV block that are read. */
const longestBlock = 2_000_000;

/** The delimiter of a header line in which at least two names are known; `undefined` when it is none. */
export function csvDelimiter(line: string, knows: KnowsName): string | undefined {
  return [',', ';', '\t'].find((delimiter) => {
    const names = line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    return names.length >= 2 && names.every((name) => /^[A-Za-z][\w.]{0,80}$/.test(name)) && names.filter(knows).length >= 2;
  });
}

/** The objects of a CSV block whose header is at `start`, and where it ends: at an empty line outside of quotes. */
export function readCsv(lines: readonly string[], start: number, delimiter: string): { items: Item[]; end: number } {
  const end = endOf(lines, start);
  if (end === start + 1) return { items: [], end };
  const text = lines.slice(start, end).join('\n').slice(0, longestBlock);
  const [header, ...records] = recordsOf(text, delimiter);
  const items = records.map(({ record, info }) => ({
    fields: record.map((cell, index) => fieldOf(header?.record[index] ?? '', cell, start + info.lines)),
    shape: 'table' as const,
  }));
  return { items, end };
}

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

/** The records of a block; none when it breaks off in a way that CSV cannot. */
function recordsOf(text: string, delimiter: string): z.infer<typeof rows> {
  try {
    return rows.parse(
      parse(text, {
        delimiter,
        info: true,
        relax_quotes: true,
        relax_column_count: true,
        skip_records_with_error: true,
        trim: true,
        to: mostItems,
        max_record_size: 100_000,
      }),
    );
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}
