/** One connection to one SQLite file: opened, migrated, and opened anew when the file was lost or damaged. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { faultOf, goneRemedy, isDatabase, rescue, StoreBusy } from './sqlite-faults.ts';
import { migrations } from './sqlite-schema.ts';
import { StoreError } from './store-error.ts';
import { type StoreReports, StoreUnavailable } from './store-unavailable.ts';

export { StoreError } from './store-error.ts';

/** Prepares a statement, or takes the one prepared before. */
export type Sql = (text: string) => StatementSync;

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
  /** When the file was last written, as the file system says. */
  #written: number | undefined;

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
    const fault = faultOf(error);
    if (fault === undefined) return error;
    if (fault.kind === 'busy') return new StoreBusy(fault.remedy, error);
    this.#brokenSince ??= fault.kind === 'full' ? undefined : 0;
    if (fault.kind === 'damaged') this.#leaveDamaged();
    return this.failed(new StoreUnavailable(fault.remedy, error));
  }

  /** Reports the beginning of trouble; the next transaction that succeeds ends it. */
  failed(error: StoreUnavailable): StoreUnavailable {
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
      throw this.failed(new StoreUnavailable(faultOf(error)?.remedy ?? goneRemedy, error));
    }
  }

  /**
   * Takes the connection off a file that somebody has damaged. When it still has every page, the file is written anew from
   * it. Else what it had not yet written into the file is kept beside it, and must not get into a backup put in its place.
   */
  #leaveDamaged(): void {
    if (!this.#database.isOpen) return;
    const log = `${this.#file}-wal`;
    const rescued = `${this.#file}.rescued`;
    const isWhole = rescue(this.#database, rescued);
    if (existsSync(log)) {
      copyFileSync(log, `${log}.damaged`);
      truncateSync(log);
    }
    this.close();
    for (const end of ['-wal', '-shm']) rmSync(this.#file + end, { force: true });
    if (!isWhole) return;
    renameSync(rescued, this.#file);
    this.#reports.restored(this.#file);
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

  /** Which file stands at the path now. Whoever wrote into it from outside may have written no database. */
  #identify(): string | undefined {
    if (this.#file === ':memory:') return ':memory:';
    const found = statSync(this.#file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.mtimeMs !== this.#written && this.#database.isOpen && !isDatabase(this.#file)) {
      this.#brokenSince ??= 0;
      this.#leaveDamaged();
    }
    this.#written = found.mtimeMs;
    return `${found.dev} ${found.ino}`;
  }
}

function lost(file: string): StoreUnavailable {
  return new StoreUnavailable('See the error before this one.', new Error(`${file} cannot be read`));
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
