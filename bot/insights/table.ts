/** A table of figures, the same for the page and for the file that is downloaded. */
import { stringify } from 'csv-stringify/sync';

export interface Table {
  readonly id: TableId;
  readonly title: string;
  /** What the columns mean, where their names do not say it. */
  readonly note?: string | undefined;
  /** The first of them names the row. */
  readonly columns: readonly string[];
  /** `undefined` where there is nothing to say, such as a median of nothing. */
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | undefined;

export const tableIds = ['days', 'guides', 'nodes', 'arrows', 'findings', 'looks', 'unclear', 'topics', 'concepts', 'ratings', 'comments'] as const;
export type TableId = (typeof tableIds)[number];

/** The table as a file for spreadsheets, in which no cell is taken for a formula. */
export function csvOf({ columns, rows }: Table): string {
  return stringify([columns, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
