/** The page with the figures, and its tables as files. */
import type { Request, Response } from 'restify';
import { z } from 'zod';
import { queryOf } from '../direct-line/addresses.ts';
import type { Drawer } from './drawing/drawer.ts';
import { openFigures } from './load-figures.ts';
import { insightsPage, problemPage } from './page.ts';
import { periodOf, type Query, readQuery } from './read-query.ts';
import { type Section, sectionsOf, type Sources } from './sections.ts';
import { csvOf, type Table, tableIds } from './table.ts';
import { type InsightsDependencies, refuse, type Say, type Way } from './ways.ts';

const named = z.object({ table: z.enum(tableIds) });

export function figureWays(deps: InsightsDependencies, say: Say): Record<'page' | 'csv', Way> {
  const figuresOf = openFigures(deps.store, deps.now);
  const sourcesOf = async (query: Query): Promise<Sources> => {
    const [figures, comments] = await Promise.all([figuresOf(query), deps.store.comments(periodOf(query))]);
    return { figures, comments, library: deps.library(), query };
  };
  /** What the request asks for, once it may: else it is answered here. */
  const asked = async (request: Request, response: Response): Promise<Query | undefined> => {
    if (!(await deps.sessions.mayRead(request))) return void refuse(deps, say, request, response);
    const reading = readQuery(queryOf(request), deps.now());
    return reading.ok ? reading.query : void say(response, 400, 'Filters', problemPage(reading.problems));
  };
  return {
    page: async (request, response) => {
      const query = await asked(request, response);
      if (query === undefined) return;
      deps.drawer.wake();
      const sources = await sourcesOf(query);
      const sections = await Promise.all(sectionsOf(sources).map((section) => drawn(section, deps.drawer)));
      say(response, 200, 'What gets solved', insightsPage({ ...sources, sections, at: deps.now() }));
    },
    csv: async (request, response) => {
      const query = await asked(request, response);
      if (query === undefined) return;
      const params: unknown = request.params;
      const id = named.safeParse(params).data?.table;
      const section = id === undefined ? undefined : sectionsOf(await sourcesOf(query)).find(({ table }) => table.id === id);
      if (section === undefined) return say(response, 404, 'No such table', problemPage([`There are tables of ${tableIds.join(', ')}.`]));
      sendFile(response, section.table, query);
    },
  };
}

function sendFile(response: Response, table: Table, { from, to }: Query): void {
  const name = `stepwise-${table.id}-${from}-to-${to}.csv`;
  response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` });
  response.end(csvOf(table));
}

async function drawn(section: Section, drawer: Drawer): Promise<Section & { svg: string | undefined }> {
  return { ...section, svg: section.drawing === undefined ? undefined : await drawer.draw(section.drawing) };
}
