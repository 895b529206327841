/** The PostgreSQL tables of a test: emptied, or spread over partitions. */
import pg from 'pg';

/** The tables by what they are keyed by first. */
const keys = {
  conversations: 'id',
  cases: 'conversation',
  seen: 'conversation',
  history: 'conversation',
  outbox: 'conversation',
  events: 'conversation',
  uploads: 'conversation',
};
/** Tables for the helpdesk, found by the hand-over's id. */
const others = ['handovers', 'errands', 'places'];

/** Replaces each table of a new database by two partitions by conversation; indexes and keys stay as they are. */
export async function partitionTables(url: string): Promise<void> {
  const steps = Object.entries(keys).map(
    ([table, key]) => `
      ALTER TABLE ${table} RENAME TO ${table}_before;
      CREATE TABLE ${table} (LIKE ${table}_before INCLUDING DEFAULTS INCLUDING INDEXES) PARTITION BY HASH (${key});
      CREATE TABLE ${table}_0 PARTITION OF ${table} FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE ${table}_1 PARTITION OF ${table} FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      DROP TABLE ${table}_before;`,
  );
  await run(url, steps.join('\n'));
}

export async function emptyTables(url: string): Promise<void> {
  await run(url, `TRUNCATE ${[...Object.keys(keys), ...others].join(', ')}, codes, secrets`);
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
