/** What SQLite says of the file or the disk, and what helps. */
import { existsSync, readSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StoreUnavailable } from './store-unavailable.ts';

/** Another connection is writing; trying again soon may work. */
export class StoreBusy extends StoreUnavailable {}

interface Fault {
  readonly kind: 'busy' | 'full' | 'gone' | 'damaged';
  /** A sentence for the operator. */
  readonly remedy: string;
}

const locked: Fault = { kind: 'busy', remedy: 'Another program holds the database file locked; end it.' };
export const damagedRemedy = 'The database file is damaged; put a backup in its place, or move it away and restart to begin with an empty one.';
const damaged: Fault = { kind: 'damaged', remedy: damagedRemedy };
export const goneRemedy = 'The database file or its folder is gone; bring it back.';

/** By SQLite's primary result codes. */
const faults: ReadonlyMap<number, Fault> = new Map([
  [5, locked],
  [6, locked],
  [8, { kind: 'full', remedy: 'The database file cannot be written; check its owner and permissions.' }],
  [10, { kind: 'gone', remedy: 'The disk reports errors; check it and the system log.' }],
  [11, damaged],
  [13, { kind: 'full', remedy: 'The disk is full; make room.' }],
  [14, { kind: 'gone', remedy: goneRemedy }],
  [26, damaged],
]);

/** The fault that an error of SQLite means; `undefined` for a fault of ours. */
export function faultOf(error: unknown): Fault | undefined {
  const parsed = z.object({ errcode: z.number() }).safeParse(error);
  return parsed.success ? faults.get(parsed.data.errcode & 0xff) : undefined;
}

/** Whether an open file begins as SQLite's do, or is empty, as a new one. */
export function isDatabase(descriptor: number): boolean {
  const begin = 'SQLite format 3\0';
  const bytes = Buffer.alloc(begin.length);
  const length = readSync(descriptor, bytes, 0, begin.length, 0);
  return length === 0 || bytes.toString('latin1') === begin;
}

/** Whether every page of a database is as it should be. */
export function isSound(database: DatabaseSync): boolean {
  return z.object({ quick_check: z.literal('ok') }).safeParse(database.prepare('PRAGMA quick_check').get()).success;
}

/** The name, or with a number behind it where a file of that name is there already. */
export function freeName(name: string): string {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(tried)) return tried;
  }
}

/** Copies everything that a connection still sees into a new file; `false`, and no file, when it does not see all of it. */
export function rescue(database: DatabaseSync, file: string): boolean {
  rmSync(file, { force: true });
  try {
    database.prepare('VACUUM INTO ?').run(file);
    const copy = new DatabaseSync(file);
    const isWhole = isSound(copy);
    copy.close();
    if (isWhole) return true;
  } catch (error) {
    if (faultOf(error) === undefined) throw error;
  }
  rmSync(file, { force: true });
  return false;
}
