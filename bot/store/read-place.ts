/** Reads what was learned of a place while another process has the store: nothing is opened for writing. */
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { clientOptions } from './postgres-connection.ts';
import { placeRow } from './rows.ts';

/**
 * The place of that name, as JSON; `undefined` when none was learned.
 * @throws Error saying that the store cannot be read.
 */
export async function readPlace(databaseUrl: string, name: string): Promise<string | undefined> {
  try {
    return databaseUrl.startsWith('sqlite:') ? readSqlite(databaseUrl.slice('sqlite:'.length), name) : await readPostgres(databaseUrl, name);
  } catch (error) {
    throw new Error('The store cannot be read. Start the bot once with these settings, and run this where its DATABASE_URL is.', { cause: error });
  }
}

function readSqlite(file: string, name: string): string | undefined {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return placeRow.optional().parse(database.prepare('SELECT body FROM places WHERE name = ?').get(name))?.body;
  } finally {
    database.close();
  }
}

async function readPostgres(url: string, name: string): Promise<string | undefined> {
  const client = new pg.Client(clientOptions(url));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('SELECT body FROM places WHERE name = $1', [name]);
    return placeRow.optional().parse(rows[0])?.body;
  } finally {
    await client.end();
  }
}
