/** The store that DATABASE_URL names. */
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import type { StoreReports } from './store-unavailable.ts';

/**
 * Opens `sqlite:` and a file, or `postgres://` and where the database is.
 * @param connections to PostgreSQL at a time.
 * @throws StoreError when it cannot be used; the message says what to do, and never has the URL's password.
 */
export async function openStore(databaseUrl: string, connections: number, reports: StoreReports): Promise<Store> {
  if (databaseUrl.startsWith('sqlite:')) return openSqliteStore(databaseUrl.slice('sqlite:'.length), reports);
  // Its driver is loaded by those who use it.
  const { openPostgresStore } = await import('./postgres-store.ts');
  return openPostgresStore(databaseUrl, connections, reports);
}
