/** Brings a PostgreSQL database to this program's version, whatever other processes of it or of the next version do. */
import pg from 'pg';
import { z } from 'zod';
import { clientOptions, placeOf, remedyOf } from './postgres-connection.ts';
import { migrations } from './postgres-schema.ts';
import { StoreError } from './store-error.ts';

/** Names the lock under which one process at a time migrates; any number that nobody else in the database uses. */
const lockNumber = 7_837_219_470;
/** Milliseconds that a process waits for another to finish migrating. */
const patience = 120_000;

const stateRow = z.object({ version: z.int(), oldest: z.int() });

/** @throws StoreError saying what the operator can do. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ ...clientOptions(url), query_timeout: patience + 5_000, statement_timeout: patience, lock_timeout: patience });
  // A connection that breaks makes the query fail too, and that is what is reported.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`SELECT pg_advisory_lock(${lockNumber})`);
    await step(client);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const remedy = remedyOf(error) ?? 'See .env.example for what DATABASE_URL may be.';
    throw new StoreError(`The PostgreSQL database ${placeOf(url)} cannot be used`, remedy, error);
  } finally {
    await client.end();
  }
}

async function step(client: pg.Client): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS stepwise_migrations (version integer PRIMARY KEY, oldest integer NOT NULL, at timestamptz NOT NULL)');
  const { rows } = await client.query('SELECT version, oldest FROM stepwise_migrations ORDER BY version DESC LIMIT 1');
  const { version, oldest } = stateRow.parse(rows[0] ?? { version: 0, oldest: 0 });
  if (oldest > migrations.length) {
    throw new StoreError(
      'The PostgreSQL database cannot be used',
      'Start the newer version; this one is too old for its database.',
      new Error(`it was written by a newer version of Stepwise (database version ${version}, this program knows ${migrations.length})`),
    );
  }
  for (const [index, { sql, oldest }] of migrations.entries()) {
    if (index < version) continue;
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO stepwise_migrations VALUES ($1, $2, now())', [index + 1, oldest]);
    await client.query('COMMIT');
  }
}
