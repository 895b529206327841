/** What happens to the store's one file, and what the service does about it. */
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteStore } from '../../bot/store/sqlite-store.ts';
import type { Store } from '../../bot/store/store.ts';
import { StoreError } from '../../bot/store/store-error.ts';
import { type StoreReports, StoreUnavailable } from '../../bot/store/store-unavailable.ts';
import { record, turn } from '../support/turn-record.ts';

let folder: string;
let file: string;
let store: Store;
const reported: string[] = [];
const reports: StoreReports = {
  failed: () => reported.push('failed'),
  works: () => reported.push('works'),
  restored: (name) => reported.push(`restored ${name}`),
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
  file = join(folder, 'deep', 'stepwise.db');
  reported.length = 0;
  store = openSqliteStore(file, reports);
});
afterEach(async () => {
  await store.close().catch(() => undefined);
  rmSync(folder, { recursive: true });
});

const garbage = 'this is not a database, it only looks like a file of some length '.repeat(2000);

describe('The database file', () => {
  it('that is deleted while the service runs is written anew with everything in it', async () => {
    await store.commit(turn());
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    expect(await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }))).toMatchObject({ kind: 'written' });
    expect(reported).toEqual([`restored ${file}`]);
    await store.close();
    store = openSqliteStore(file, reports);
    expect(await store.history('c', 0)).toHaveLength(3);
  });

  it('that is deleted with its folder is written anew too', async () => {
    await store.commit(turn());
    rmSync(join(folder, 'deep'), { recursive: true });
    expect(await store.load('c')).toMatchObject({ version: 1 });
    expect(existsSync(file)).toBe(true);
  });

  it('that is damaged makes the store unavailable until a good copy is put in its place', async () => {
    await store.commit(turn());
    await store.close();
    copyFileSync(file, join(folder, 'backup.db'));
    store = openSqliteStore(file, reports);
    await store.load('c');
    writeFileSync(file, garbage);
    const error = await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(String(error)).toMatch(/backup/);
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    copyFileSync(join(folder, 'backup.db'), file);
    await wait(1100);
    expect(await store.load('c')).toMatchObject({ version: 1 });
    expect(await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }))).toMatchObject({ kind: 'written' });
    expect(reported).toEqual(['failed', 'works']);
  });

  it('that another program holds locked for a second makes a turn wait, and is written then', async () => {
    await store.commit(turn());
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const writing = store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }));
    let isDone = false;
    void writing.then(() => (isDone = true));
    await wait(1000);
    expect(isDone).toBe(false);
    expect(await store.history('c', 0)).toHaveLength(2);
    other.exec('COMMIT');
    other.close();
    expect(await writing).toMatchObject({ kind: 'written' });
  });

  it('that cannot be opened at the start tells an operator what to do', () => {
    writeFileSync(join(folder, 'text.db'), garbage);
    expect(() => openSqliteStore(join(folder, 'text.db'), reports)).toThrow(StoreError);
    expect(() => openSqliteStore(folder, reports)).toThrow(/DATABASE_URL/);
    const newer = new DatabaseSync(join(folder, 'newer.db'));
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openSqliteStore(join(folder, 'newer.db'), reports)).toThrow(/newer version/);
  });
});
