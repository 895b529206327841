/** What is measured: which servers, under which load. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filledSqlite, type Postgres, sqlite } from './databases.ts';
import { newFolder, projectFolder } from './folders.ts';
import type { Way } from './load/plan.ts';
import type { WalkName } from './load/walks.ts';
import { madeUpSymptoms, writeGuides } from './made-up-guides.ts';
import type { Program } from './server.ts';
import { serverSettings } from './server-settings.ts';
import { agents, dialogs, type PackageSet, teams } from './servers/on-demand.ts';

export interface Variant {
  readonly name: string;
  readonly title: string;
  readonly way: Way;
  readonly walk: WalkName;
  /** Makes what the servers need, and says how to start them. */
  readonly prepare: (given: Given) => Promise<readonly Program[]>;
  /** Packages to install first. */
  readonly packages?: PackageSet;
  readonly needsPostgres?: boolean;
  readonly symptoms?: readonly string[];
}

/** What a run of the bench has. */
export interface Given {
  readonly postgres: Postgres | undefined;
  /** A short run makes do with fewer stored conversations. */
  readonly quick: boolean;
}

const mixed = { way: 'connector', walk: 'mixed' } as const;
const echo = { way: 'connector', walk: 'echo' } as const;

/** One process on an empty SQLite file. */
const onSqlite = async (): Promise<Program[]> => [stepwise(sqlite())];

/** What `npm start` gives node: its heap is bounded there. */
const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { readonly scripts: { readonly start: string } };
const startArgs = scripts.start.split(' ').slice(1);

function stepwise(database: string, more: Readonly<Record<string, string>> = {}): Program {
  return { args: startArgs, env: { PORT: '0', LOG_LEVEL: 'info', DATABASE_URL: database, ...serverSettings, ...more } };
}

function onPostgres(processes: number): Variant['prepare'] {
  return async ({ postgres }) => {
    if (postgres === undefined) throw new Error('no PostgreSQL');
    const database = await postgres.newDatabase();
    return Array.from({ length: processes }, () => stepwise(database));
  };
}

function withGuides(count: number): Variant['prepare'] {
  return async () => {
    const folder = join(newFolder(), 'knowledge');
    writeGuides(folder, count);
    return [stepwise(sqlite(), { KNOWLEDGE_DIR: folder })];
  };
}

function compared(name: string): Variant['prepare'] {
  return async () => [{ args: [`test/bench/servers/${name}.ts`], env: {} }];
}

/** People begin with the problems of the first ten guides, which both have. */
const symptoms = madeUpSymptoms(10);

export const variants = [
  { name: 'stepwise-connector', title: 'Stepwise over the connector, mixed', ...mixed, prepare: onSqlite },
  { name: 'stepwise-direct-line', title: 'Stepwise over Direct Line, mixed', way: 'direct-line', walk: 'mixed', prepare: onSqlite },
  { name: 'sdk-echo', title: 'SDK, stateless echo', ...echo, prepare: compared('sdk-echo') },
  {
    name: 'sdk-waterfall',
    title: 'SDK, waterfall dialog with memory state',
    way: 'connector',
    walk: 'prompts',
    prepare: compared('sdk-waterfall'),
    packages: dialogs,
  },
  { name: 'agents-echo', title: '@microsoft/agents-hosting, echo', ...echo, prepare: compared('agents-echo'), packages: agents },
  { name: 'teams-echo', title: '@microsoft/teams.apps, echo', ...echo, prepare: compared('teams-echo'), packages: teams },
  { name: 'floor', title: 'bare node:http that posts an answer', ...echo, prepare: compared('floor') },
  { name: 'stepwise-tap', title: 'Stepwise, taps', way: 'connector', walk: 'tap', prepare: onSqlite },
  { name: 'stepwise-typed', title: 'Stepwise, typed answers', way: 'connector', walk: 'typed', prepare: onSqlite },
  { name: 'stepwise-triage', title: 'Stepwise, problems in own words', way: 'connector', walk: 'triage', prepare: onSqlite },
  { name: 'stepwise-policy', title: 'Stepwise, pasted policies', way: 'connector', walk: 'policy', prepare: onSqlite },
  { name: 'stepwise-replies', title: 'Stepwise with expectReplies, mixed', way: 'expect-replies', walk: 'mixed', prepare: onSqlite },
  { name: 'stored-few', title: 'Stepwise, 100 stored conversations, mixed', ...mixed, prepare: async () => [stepwise(await filledSqlite(100))] },
  {
    name: 'stored-many',
    title: 'Stepwise, 100,000 stored conversations, mixed',
    ...mixed,
    prepare: async ({ quick }) => [stepwise(await filledSqlite(quick ? 10_000 : 100_000))],
  },
  { name: 'guides-few', title: 'Stepwise, 10 guides, mixed', ...mixed, symptoms, prepare: withGuides(10) },
  { name: 'guides-many', title: 'Stepwise, 1,000 guides, mixed', ...mixed, symptoms, prepare: withGuides(1_000) },
  { name: 'stepwise-postgres', title: 'Stepwise on PostgreSQL, mixed', ...mixed, prepare: onPostgres(1), needsPostgres: true },
  { name: 'stepwise-postgres-2', title: 'Stepwise on PostgreSQL, two processes, mixed', ...mixed, prepare: onPostgres(2), needsPostgres: true },
  { name: 'stepwise-postgres-3', title: 'Stepwise on PostgreSQL, three processes, mixed', ...mixed, prepare: onPostgres(3), needsPostgres: true },
] as const satisfies readonly Variant[];

export type VariantName = (typeof variants)[number]['name'];
