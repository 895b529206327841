/** Opens a database file, and brings it to the newest shape. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { migrations } from './sqlite-schema.ts';

/**
 * Opens or makes a database: write-ahead log, full sync, deleted rows overwritten.
 * @throws what SQLite says, or an Error for a file of a newer version.
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:' && !existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000;',
    );
    migrate(database);
    // From here on waiting would stop everybody; writers try again later instead.
    database.exec('PRAGMA busy_timeout = 0;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const { version } = z.object({ version: z.int() }).parse(database.prepare('SELECT user_version AS version FROM pragma_user_version').get());
  if (version > migrations.length) throw new Error('it was written by a newer version of Stepwise');
  for (const [index, step] of migrations.entries()) {
    if (index >= version) database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
