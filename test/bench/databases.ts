/** Databases for the Stepwise under measurement. */
import { join } from 'node:path';
import { openKnowledge } from '../../bot/knowledge.ts';
import { openSqliteStore } from '../../bot/store/sqlite-store.ts';
import { newFolder, projectFolder } from './folders.ts';
import { fillStore } from './fill-store.ts';
import { realSymptoms } from './load/walks.ts';
import { startPostgres } from '../support/postgres.ts';

/** A new SQLite file, as a DATABASE_URL. */
export function sqlite(): string {
  return `sqlite:${join(newFolder(), 'stepwise.db')}`;
}

/** A SQLite file that holds so many conversations already. */
export async function filledSqlite(conversations: number): Promise<string> {
  const url = sqlite();
  const store = openSqliteStore(url.slice('sqlite:'.length), { failed: raise, works: () => undefined, restored: () => undefined });
  const desk = await openKnowledge(join(projectFolder, 'knowledge'), 'the helpdesk');
  await fillStore(store, desk, realSymptoms, conversations);
  await store.close();
  return url;
}

function raise(error: Error): never {
  throw error;
}

/** A PostgreSQL that the bench may use. */
export interface Postgres {
  /** An empty database, as a DATABASE_URL. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** The one that BENCH_DATABASE_URL names, or a throw-away one; `undefined` when there is neither. */
export async function openPostgres(): Promise<Postgres | undefined> {
  const given = process.env['BENCH_DATABASE_URL'];
  if (given !== undefined) return { newDatabase: () => Promise.resolve(given), stop: () => Promise.resolve() };
  try {
    return await startPostgres();
  } catch (error) {
    process.stdout.write(`No PostgreSQL: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
    return undefined;
  }
}
