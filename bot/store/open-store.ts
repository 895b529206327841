/** The store that DATABASE_URL names. */
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import type { StoreUnavailable } from './store-unavailable.ts';

export interface StoreOptions {
  /** Connections to PostgreSQL at a time. */
  readonly connections: number;
  /** The SQLite file was deleted underneath, and written anew from memory. */
  readonly restored: (file: string) => void;
  /** PostgreSQL cannot be reached; it is looked for until it is back. */
  readonly lost: (error: StoreUnavailable) => void;
  readonly back: () => void;
}

/**
 * Opens `sqlite:` and a file, or `postgres://` and where the database is.
 * @throws StoreError when it cannot be used; the message says what to do, and never has the URL's password.
 */
export async function openStore(databaseUrl: string, { connections, restored, lost, back }: StoreOptions): Promise<Store> {
  if (databaseUrl.startsWith('sqlite:')) return openSqliteStore(databaseUrl.slice('sqlite:'.length), restored);
  return openPostgresStore(databaseUrl, { connections, lost, back });
}
