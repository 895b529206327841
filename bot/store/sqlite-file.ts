/** One connection to one SQLite file: opened, migrated, and opened anew when the file was lost or damaged. */
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { damagedRemedy, faultOf, freeName, goneRemedy, isDatabase, isSound, rescue, StoreBusy } from './sqlite-faults.ts';
import { openDatabase } from './sqlite-open.ts';
import { StoreError } from './store-error.ts';
import { type StoreReports, StoreUnavailable } from './store-unavailable.ts';

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
  /** The damaged file that nothing is written into until somebody changes it. */
  #damaged: string | undefined;
  /** Reads the file's beginning. Never closed before the connection: that would drop the connection's locks. */
  #reader: number | undefined;

  /**
   * Opens or makes the file; `:memory:` keeps nothing.
   * @throws StoreError when it cannot be opened or is not a Stepwise database.
   */
  constructor(file: string, reports: StoreReports) {
    this.#file = file;
    this.#reports = reports;
    try {
      this.#database = openDatabase(file);
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
    if (this.#reader !== undefined) closeSync(this.#reader);
    this.#reader = undefined;
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
    const isWaiting = this.#brokenSince !== undefined && this.#brokenSince !== 0 && now - this.#brokenSince < reopenEvery;
    if (isWaiting || (identity !== undefined && this.#damaged === this.#stamp(identity))) throw this.failed(this.#lost());
    try {
      if (identity === undefined && this.#database.isOpen) this.#restore();
      this.#reopen();
    } catch (error) {
      this.#brokenSince = now;
      throw this.failed(error instanceof StoreUnavailable ? error : new StoreUnavailable(faultOf(error)?.remedy ?? goneRemedy, error));
    }
  }

  /**
   * Takes the connection off a file that somebody has damaged. When it still has every page, the file is written anew from
   * it. Else nothing is written until somebody has changed the file; what had not yet been written into it is kept beside
   * it, and must not get into a backup put in its place.
   */
  #leaveDamaged(): void {
    if (!this.#database.isOpen) return;
    const log = `${this.#file}-wal`;
    const rescued = `${this.#file}.rescued`;
    const isWhole = rescue(this.#database, rescued);
    if (existsSync(log)) {
      if (!isWhole) copyFileSync(log, freeName(`${log}.damaged`));
      truncateSync(log);
    }
    this.close();
    for (const end of ['-wal', '-shm']) rmSync(this.#file + end, { force: true });
    if (!isWhole) return void (this.#damaged = this.#stamp(this.#identify()));
    renameSync(rescued, this.#file);
    this.#reports.restored(this.#file);
  }

  #restore(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const rescued = `${this.#file}.rescued`;
    if (!rescue(this.#database, rescued)) throw new Error('the open connection has not everything any more');
    renameSync(rescued, this.#file);
    this.#reports.restored(this.#file);
  }

  /** The old connection goes first: closing a file drops what other connections of this process have locked in it. */
  #reopen(): void {
    this.close();
    this.#prepared.clear();
    this.#database = openDatabase(this.#file);
    if (this.#damaged !== undefined && !isSound(this.#database)) {
      this.close();
      this.#damaged = this.#stamp(this.#identify());
      throw this.#lost();
    }
    this.#damaged = undefined;
    this.#identity = this.#identify();
    this.#brokenSince = undefined;
  }

  #lost(): StoreUnavailable {
    return new StoreUnavailable(this.#damaged === undefined ? goneRemedy : damagedRemedy, new Error(`${this.#file} cannot be read`));
  }

  /** Tells whether a file was changed since. */
  #stamp(identity: string | undefined): string {
    return `${identity} ${this.#written}`;
  }

  /** Which file stands at the path now. Whoever wrote into it from outside may have written no database. */
  #identify(): string | undefined {
    if (this.#file === ':memory:') return ':memory:';
    const found = statSync(this.#file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.mtimeMs !== this.#written) {
      this.#written = found.mtimeMs;
      if (this.#database.isOpen && !this.#beginsWell()) {
        this.#brokenSince ??= 0;
        this.#leaveDamaged();
      }
    }
    return `${found.dev} ${found.ino}`;
  }

  #beginsWell(): boolean {
    this.#reader ??= openSync(this.#file, 'r');
    return isDatabase(this.#reader);
  }
}
