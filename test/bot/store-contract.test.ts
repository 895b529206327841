import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, StoreError } from '../../bot/store/sqlite-store.ts';
import type { NewRecord, Store, TurnRecord } from '../../bot/store/store.ts';
import { newCase } from '../../dialogs/case.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
  store = openSqliteStore(join(folder, 'deep', 'stepwise.db'));
});
afterEach(async () => {
  await store.close().catch(() => undefined);
  rmSync(folder, { recursive: true });
});

function record(seq: number, change: Partial<NewRecord> = {}): NewRecord {
  return { seq, activity: { type: 'message', text: `number ${seq}` }, pending: false, ...change };
}

function turn(change: Partial<TurnRecord> = {}): TurnRecord {
  const events = [{ name: 'arrived', guide: 'g', node: 'n', audience: 'user' }] as const;
  return {
    conversation: 'c',
    delivery: 'direct-line',
    version: 0,
    key: 'k1',
    case: newCase('case-0001', 5),
    records: [record(1), record(2)],
    events,
    at: 5,
    ...change,
  };
}

describe('A store', () => {
  it('gives back what a turn wrote', async () => {
    expect(await store.load('c')).toBeUndefined();
    expect(await store.commit(turn())).toBe(true);
    expect(await store.load('c')).toEqual({ version: 1, delivery: 'direct-line', seq: 2, case: newCase('case-0001', 5) });
    expect((await store.history('c', 1)).map((one) => one.activity.text)).toEqual(['number 2']);
  });

  it('writes nothing for a key it knows, and tells where its replies are', async () => {
    await store.commit(turn());
    expect(await store.commit(turn({ version: 1, records: [record(3)] }))).toBe(false);
    expect(await store.history('c', 0)).toHaveLength(2);
    expect(await store.seen('c', 'k1')).toEqual({ firstSeq: 1, lastSeq: 2 });
    expect(await store.seen('other', 'k1')).toBeUndefined();
  });

  it('writes nothing when the version has moved on', async () => {
    await store.commit(turn());
    await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }));
    expect(await store.commit(turn({ version: 1, key: 'k3', records: [record(3)] }))).toBe(false);
    expect(await store.commit(turn({ version: 0, key: 'k4' }))).toBe(false);
    expect(await store.seen('c', 'k3')).toBeUndefined();
    expect(await store.history('c', 0)).toHaveLength(3);
  });

  it('writes a turn whole or not at all', async () => {
    await store.commit(turn());
    await expect(store.commit(turn({ version: 1, key: 'k2', records: [record(3), record(2)] }))).rejects.toThrow();
    expect(await store.history('c', 0)).toHaveLength(2);
    expect(await store.load('c')).toMatchObject({ version: 1 });
    expect(await store.seen('c', 'k2')).toBeUndefined();
  });

  it('keeps earlier cases of a conversation when a new one begins', async () => {
    await store.commit(turn());
    await store.commit(turn({ version: 1, key: 'k2', case: newCase('case-0002', 9), records: [record(3)] }));
    expect((await store.load('c'))?.case.id).toBe('case-0002');
  });

  it('knows what is not sent yet, in order, and what it replaces', async () => {
    const reference = { conversation: { id: 'c' }, serviceUrl: 'http://127.0.0.1/' };
    await store.commit(
      turn({ delivery: 'connector', reference, records: [record(1), record(2, { pending: true, stamp: 's' }), record(3, { pending: true })] }),
    );
    expect(await store.unsent()).toEqual([{ conversation: 'c', reference }]);
    expect((await store.pending('c')).map((one) => one.seq)).toEqual([2, 3]);
    await store.markSent('c', 2, 'channel-id');
    await store.markSent('c', 3, undefined);
    expect(await store.unsent()).toEqual([]);
    expect(await store.findStamp('c', 's')).toBe(2);
    await store.commit(turn({ version: 1, key: 'k2', delivery: 'connector', records: [record(4, { pending: true, replaces: 2 })] }));
    expect((await store.pending('c'))[0]).toMatchObject({ seq: 4, sentAs: 'channel-id' });
  });

  it('shows an upload to its own conversation only', async () => {
    await store.keepUpload('c', 'u', { name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1, 2]) }, 5);
    expect(await store.findUpload('c', 'u')).toMatchObject({ name: 'a.txt', content: new Uint8Array([1, 2]) });
    expect(await store.findUpload('other', 'u')).toBeUndefined();
  });

  it('makes a secret once', async () => {
    const first = await store.secret('s', () => new Uint8Array([1]));
    expect(await store.secret('s', () => new Uint8Array([2]))).toEqual(first);
  });

  it('has everything after it was closed and opened again', async () => {
    await store.commit(turn());
    await store.close();
    store = openSqliteStore(join(folder, 'deep', 'stepwise.db'));
    expect(await store.history('c', 0)).toHaveLength(2);
  });

  it('tells an operator what to do when the file cannot be used', () => {
    writeFileSync(join(folder, 'text.db'), 'this is not a database, it only looks like a file of some length '.repeat(20));
    expect(() => openSqliteStore(join(folder, 'text.db'))).toThrow(StoreError);
    expect(() => openSqliteStore(folder)).toThrow(/DATABASE_URL/);
  });
});
