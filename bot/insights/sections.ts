/** All that the page shows of some figures, in its order: sections with their tables and what is drawn beside them. */
import type { Library } from '../../knowledge/library.ts';
import type { StoredComment } from '../store/stored-event.ts';
import type { Drawing } from './drawing/drawing.ts';
import { drawDays, drawGuide, drawGuides } from './drawings.ts';
import type { Figures } from './figures.ts';
import { arrowsTable, guidesTable, nodesTable } from './guide-tables.ts';
import { namesFrom } from './names.ts';
import { commentsTable, daysTable, findingsTable, looksTable, ratingsTable, unclearTables } from './other-tables.ts';
import type { Query } from './read-query.ts';
import type { Table } from './table.ts';

export interface Section {
  readonly drawing?: Drawing | undefined;
  readonly table: Table;
  /** The guide of each row, where rows lead to one. */
  readonly guides?: readonly string[] | undefined;
}

export interface Sources {
  readonly figures: Figures;
  readonly comments: readonly StoredComment[];
  readonly library: Library;
  readonly query: Query;
}

/** Guides that are there, and those that events still speak of; one, when it is asked for. */
export function guideIds({ figures, library, query }: Pick<Sources, 'figures' | 'library' | 'query'>): string[] {
  const all = [...new Set([...library.guides.keys(), ...figures.guides.keys()])];
  return query.guide === undefined ? all : [query.guide];
}

/** Every section. The tables are whole: the page may show less of one. */
export function sectionsOf(sources: Sources): Section[] {
  const { figures, comments, library, query } = sources;
  const names = namesFrom(library);
  const ids = guideIds(sources);
  const days = daysTable(figures, query);
  const guides = guidesTable(figures, ids, names);
  const [unclear, ...others] = unclearTables(figures);
  return [
    { table: days, drawing: drawDays(days) },
    { table: guides, drawing: query.guide === undefined ? drawGuides(guides) : undefined, guides: ids },
    { table: nodesTable(figures, ids, library, names), drawing: query.guide === undefined ? undefined : drawGuide(figures, query.guide, library, names) },
    { table: arrowsTable(figures, ids, library, names) },
    { table: findingsTable(figures) },
    { table: looksTable(figures) },
    ...(unclear === undefined ? [] : [unclear, ...others].map((table) => ({ table }))),
    { table: ratingsTable(figures, names) },
    { table: commentsTable(comments, query, names) },
  ];
}
