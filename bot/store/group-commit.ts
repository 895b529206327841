/** Writes of many turns in one transaction: a disk's sync costs as much for fifty as for one. */
import { StoreBusy } from './sqlite-faults.ts';
import type { Sql, SqliteFile } from './sqlite-file.ts';
import { StoreUnavailable } from './store-unavailable.ts';

interface Write {
  readonly work: (sql: Sql) => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds that a write waits for another program's lock, and between two tries. */
const patience = 5000;
const pause = 25;
/** Writes in one transaction at most, so that a flood does not hold everybody up. */
const largest = 200;
/** Milliseconds that a write which nobody waits for stays open for others to join. */
const leisure = 5;

export class GroupCommit {
  readonly #file: SqliteFile;
  #waiting: Write[] = [];
  #isPlanned = false;
  #busySince: number | undefined;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  /**
   * Runs the work in the next transaction, in the order of the calls. When it throws, only its own writes are undone.
   * @throws StoreUnavailable (as a rejection) when the transaction could not be written.
   */
  run<Result>(work: (sql: Sql) => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      this.#plan();
    });
  }

  /** Like `run`, but with the next transaction of others, or a few milliseconds later. */
  runLater<Result>(work: (sql: Sql) => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      setTimeout(() => this.#waiting.length > 0 && this.#plan(), leisure);
    });
  }

  /** Writes what waits, now; what another program's lock keeps out is refused. */
  flush(): void {
    this.#busySince = Number.NEGATIVE_INFINITY;
    while (this.#waiting.length > 0) this.#write(this.#waiting.splice(0, largest));
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setImmediate(() => this.#writeSome());
  }

  #writeSome(): void {
    this.#isPlanned = false;
    this.#write(this.#waiting.splice(0, largest));
    if (this.#waiting.length > 0) this.#plan();
  }

  #write(batch: readonly Write[]): void {
    if (batch.length === 0) return;
    try {
      const results = this.#file.transact((sql) => batch.map((one) => one.work(sql)));
      this.#busySince = undefined;
      for (const [index, one] of batch.entries()) one.resolve(results[index] as never);
    } catch (error) {
      if (error instanceof StoreBusy) return this.#wait(batch, error);
      if (batch.length === 1 || error instanceof StoreUnavailable) for (const one of batch) one.reject(error);
      else for (const one of batch) this.#write([one]);
    }
  }

  /** Another program writes: everybody waits a little, in the order of the calls; not for ever. */
  #wait(batch: readonly Write[], error: StoreBusy): void {
    this.#busySince ??= performance.now();
    if (performance.now() - this.#busySince < patience) {
      this.#waiting.unshift(...batch);
      this.#isPlanned = true;
      setTimeout(() => this.#writeSome(), pause);
      return;
    }
    this.#busySince = undefined;
    this.#file.failed(error);
    for (const one of batch) one.reject(error);
  }
}
