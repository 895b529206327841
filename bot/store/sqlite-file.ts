/** One connection to one SQLite file: opened, migrated, and opened anew when the file was lost or damaged. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { migrations } from './sqlite-schema.ts';
import { StoreError } from './store-error.ts';
import { type StoreReports, StoreUnavailable } from './store-unavailable.ts';

export { StoreError } from './store-error.ts';

/** Prepares a statement, or takes the one prepared before. */
export type Sql = (text: string) => StatementSync;

/** SQLite's primary result codes that say what is wrong with the file or the disk, and what helps. */
const remedies: ReadonlyMap<number, string> = new Map([
  [5, 'Another program holds the database file locked; end it.'],
  [6, 'Another program holds the database file locked; end it.'],
  [8, 'The database file cannot be written; check its owner and permissions.'],
  [10, 'The disk reports errors; check it and the system log.'],
  [11, 'The database file is damaged; put a backup in its place, or move it away and restart to begin with an empty one.'],
  [13, 'The disk is full; make room.'],
  [14, 'The database file or its folder is gone; bring it back.'],
  [26, 'The database file is damaged; put a backup in its place, or move it away and restart to begin with an empty one.'],
]);
const busy = new Set([5, 6]);
const broken = new Set([10, 11, 14, 26]);
const damaged = new Set([11, 26]);
/** Milliseconds between two tries to open a broken file anew. */
const reopenEvery = 1000;

export class SqliteFile {
  readonly #file: string;
  readonly #reports: StoreReports;
  readonly #prepared = new Map<string, StatementSync>();
  #database: DatabaseSync;
  #identity: string | undefined;
  #brokenSince: number | undefined;
  #isFailing = false;

  /**
   * Opens or makes the file; `:memory:` keeps nothing.
   * @throws StoreError when it cannot be opened or is not a Stepwise database.
   */
  constructor(file: string, reports: StoreReports) {
    this.#file = file;
    this.#reports = reports;
    try {
      this.#database = open(file);
    } catch (error) {
      throw new StoreError(
        `The database file ${file} cannot be opened`,
        'Check that the folder exists and can be written, or set DATABASE_URL to another file.',
        error,
      );
    }
    this.#identity = this.#identify();
  }

  readonly sql: Sql = (text) => {
    const statement = this.#prepared.get(text) ?? this.#database.prepare(text);
    this.#prepared.set(text, statement);
    return statement;
  };

  /** Runs statements; what SQLite says about the file or the disk becomes StoreUnavailable. */
  read<Result>(work: (sql: Sql) => Result): Result {
    this.#mend();
    try {
      return work(this.sql);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** Runs statements in one transaction with full sync; rolled back when the work throws. */
  transact<Result>(work: (sql: Sql) => Result): Result {
    this.#mend();
    try {
      this.sql('BEGIN IMMEDIATE').run();
      const result = work(this.sql);
      this.sql('COMMIT').run();
      if (this.#isFailing) this.#reports.works();
      this.#isFailing = false;
      return result;
    } catch (error) {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw this.#explain(error);
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #explain(error: unknown): unknown {
    const code = codeOf(error);
    const remedy = code === undefined ? undefined : remedies.get(code);
    if (code === undefined || remedy === undefined) return error;
    if (broken.has(code)) this.#brokenSince ??= 0;
    if (damaged.has(code)) this.#setAside();
    return busy.has(code) ? new StoreBusy(remedy, error) : this.#failed(new StoreUnavailable(remedy, error));
  }

  #failed(error: StoreUnavailable): StoreUnavailable {
    if (!this.#isFailing) this.#reports.failed(error);
    this.#isFailing = true;
    return error;
  }

  /** A file that is gone is written anew from the open connection, which still has everything; a file put in its place is opened. */
  #mend(): void {
    const identity = this.#identify();
    if (identity === this.#identity && this.#brokenSince === undefined) return;
    const now = performance.now();
    if (this.#brokenSince !== undefined && this.#brokenSince !== 0 && now - this.#brokenSince < reopenEvery) throw lost(this.#file);
    try {
      if (identity === undefined && this.#database.isOpen) this.#restore();
      this.#reopen();
    } catch (error) {
      this.#brokenSince = now;
      throw this.#failed(new StoreUnavailable(remedies.get(codeOf(error) ?? 14) ?? '', error));
    }
  }

  /** What the connection had not yet written into the damaged file must not be written into a backup put in its place. */
  #setAside(): void {
    this.close();
    for (const end of ['-wal', '-shm']) {
      if (existsSync(this.#file + end)) renameSync(this.#file + end, `${this.#file}${end}.damaged`);
    }
  }

  #restore(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    this.#database.prepare('VACUUM INTO ?').run(this.#file);
    this.#reports.restored(this.#file);
  }

  #reopen(): void {
    const fresh = open(this.#file);
    this.#prepared.clear();
    if (this.#database.isOpen) this.#database.close();
    this.#database = fresh;
    this.#identity = this.#identify();
    this.#brokenSince = undefined;
  }

  /** Which file stands at the path now. */
  #identify(): string | undefined {
    if (this.#file === ':memory:') return ':memory:';
    const found = statSync(this.#file, { throwIfNoEntry: false });
    return found === undefined ? undefined : `${found.dev} ${found.ino}`;
  }
}

/** Another connection is writing; trying again soon may work. */
export class StoreBusy extends StoreUnavailable {}

function lost(file: string): StoreUnavailable {
  return new StoreUnavailable('See the error before this one.', new Error(`${file} cannot be read`));
}

function codeOf(error: unknown): number | undefined {
  const parsed = z.object({ errcode: z.number() }).safeParse(error);
  return parsed.success ? parsed.data.errcode & 0xff : undefined;
}

function open(file: string): DatabaseSync {
  if (file !== ':memory:' && !existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec(
      'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000;',
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
