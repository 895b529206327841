/** What several processes on one PostgreSQL database promise each other, and what happens when it goes away. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { migrations } from '../../bot/store/postgres-schema.ts';
import { openPostgresStore } from '../../bot/store/postgres-store.ts';
import { senderLease, type Store } from '../../bot/store/store.ts';
import { StoreError } from '../../bot/store/store-error.ts';
import { StoreUnavailable } from '../../bot/store/store-unavailable.ts';
import { newCase } from '../../dialogs/case.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { record, turn, unread, waitingTurn } from '../support/turn-record.ts';
import { startUnreliableNetwork, type UnreliableNetwork } from '../support/unreliable-network.ts';

let postgres: Postgres;
let url: string;
let network: UnreliableNetwork | undefined;
let stores: Store[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.newDatabase();
});
afterEach(async () => {
  await Promise.all(stores.map((one) => one.close()));
  stores = [];
  await network?.close();
  network = undefined;
});

/** As each process opens it. */
async function open(at = url, reports = unread): Promise<Store> {
  const store = await openPostgresStore(at, 5, reports);
  stores.push(store);
  return store;
}

/** The database through a network that a test may spoil. */
async function openOverNetwork(): Promise<Store> {
  const through = new URL(url);
  network = await startUnreliableNetwork(Number(through.port));
  through.port = String(network.port);
  through.searchParams.set('query_timeout', '300');
  return open(through.href);
}

async function sql(text: string, at = url): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 10_000; !(await holds()); await wait(20)) if (Date.now() > until) throw new Error('It did not come true in ten seconds.');
}

describe('Several processes on one database', () => {
  it('can all start at the same moment, and have the same secrets', async () => {
    const opened = await Promise.all([open(), open(), open(), open()]);
    const secrets = await Promise.all(opened.map((store, index) => store.secret('s', () => new Uint8Array([index]))));
    expect(new Set(secrets.map(String)).size).toBe(1);
    expect(await sql('SELECT version FROM stepwise_migrations')).toEqual(migrations.map((_, index) => ({ version: index + 1 })));
  });

  it('write each version of a conversation once, whoever writes', async () => {
    const opened = [await open(), await open(), await open()];
    for (let version = 0; version < 10; version += 1) {
      const results = await Promise.all(
        Array.from({ length: 21 }, (_, index) => opened[index % 3]!.commit(turn({ version, key: `${version} ${index}`, records: [record(version + 1)] }))),
      );
      expect(results.filter(({ kind }) => kind === 'written')).toHaveLength(1);
    }
    expect(await opened[0]!.history('c', 0)).toHaveLength(10);
  });

  it('take a redelivered activity once, wherever it arrives', async () => {
    const opened = [await open(), await open()];
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => opened[index % 2]!.commit(turn())));
    expect(results.filter(({ kind }) => kind === 'written')).toHaveLength(1);
    expect(await opened[1]!.seen('c', 'k1')).toEqual({ firstSeq: 1, lastSeq: 2 });
  });

  it('hear of turns on our own channel that others wrote, and not of their own', async () => {
    const [one, other] = [await open(), await open()];
    const heard: { one: (string | undefined)[]; other: (string | undefined)[] } = { one: [], other: [] };
    one.watch((conversation) => heard.one.push(conversation));
    other.watch((conversation) => heard.other.push(conversation));
    await eventually(() => heard.one.length === 1 && heard.other.length === 1);
    await one.commit(turn({ conversation: 'from one' }));
    await other.commit(turn({ conversation: 'from other' }));
    await one.commit(waitingTurn(0, [1]));
    await one.commit(turn({ conversation: 'last' }));
    await eventually(() => heard.other.includes('last'));
    expect(heard).toEqual({ one: [undefined, 'from other'], other: [undefined, 'from one', 'last'] });
  });

  it('delete old conversations side by side', async () => {
    const opened = [await open(), await open()];
    await Promise.all(Array.from({ length: 600 }, (_, index) => opened[0]!.commit(turn({ conversation: `old-${index}` }))));
    const swept = await Promise.all(opened.map((store) => store.sweep(10_000_000)));
    swept.push(await opened[0]!.sweep(10_000_000));
    expect(swept.reduce((sum, one) => sum + one)).toBe(600);
    expect(await sql('SELECT (SELECT count(*)::int FROM history) AS rows, (SELECT count(*)::int FROM events) AS events')).toEqual([{ rows: 0, events: 600 }]);
  });
});

describe('A conversation that is deleted', () => {
  it('is in no table any more; what happened in it still counts', async () => {
    const store = await open();
    await store.commit(waitingTurn(0, [1, 2], { conversation: 'msteams:a:person' }));
    await store.commit(waitingTurn(1, [3], { conversation: 'msteams:a:person', case: newCase('case-0002', 9) }));
    await store.keepUpload('msteams:a:person', 'u', { name: 'a.txt', contentType: 'text/plain', content: new Uint8Array([1]) }, 5);
    await store.sweep(10_000_000);
    const tables = ['conversations', 'cases', 'seen', 'history', 'outbox', 'events', 'uploads'];
    const rows = await Promise.all(tables.map((table) => sql(`SELECT * FROM ${table}`)));
    expect(JSON.stringify(rows)).not.toContain('person');
    expect(rows.map((one) => one.length)).toEqual([0, 0, 0, 0, 0, 2, 0]);
  });
});

describe('Of several senders', () => {
  it('one at a time has the replies of a conversation', async () => {
    const opened = [await open(), await open(), await open()];
    await opened[0]!.commit(waitingTurn(0, [1]));
    expect(await opened[1]!.commit(waitingTurn(1, [2]))).toMatchObject({ outbox: 'theirs' });
    expect(await opened[1]!.claim('c', 2000)).toBeUndefined();
    await opened[0]!.postpone('c', 3000);
    const claims = await Promise.all(Array.from({ length: 12 }, (_, index) => opened[index % 3]!.claim('c', 3000)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it('one that is gone is followed by another after its lease, and cannot interfere any more', async () => {
    const [gone, next] = [await open(), await open()];
    await gone.commit(waitingTurn(0, [], { records: [record(1, { pending: true, stamp: 's' }), record(2, { pending: true })] }));
    const late = 1000 + senderLease;
    expect(await next.claim('c', late - 1)).toBeUndefined();
    expect(await next.due(late)).toEqual(['c']);
    expect(await next.claim('c', late)).toMatchObject({ pending: [{ seq: 1 }, { seq: 2 }] });
    expect(await gone.settle('c', [{ seq: 1, sentAs: 'late' }], late)).toEqual([]);
    await gone.postpone('c', 0);
    expect(await gone.claim('c', late + 1)).toBeUndefined();
    expect(await next.settle('c', [{ seq: 1, sentAs: 'right' }], late)).toMatchObject([{ seq: 2 }]);
    expect(await sql('SELECT seq, sent_as FROM history WHERE sent_as IS NOT NULL')).toEqual([{ seq: 1, sent_as: 'right' }]);
  });

  it('one that was sending when everything was forgotten does not get what came after', async () => {
    const store = await open();
    await store.commit(waitingTurn(0, [1, 2]));
    expect(await store.commit(waitingTurn(1, [3], { forget: true, case: newCase('case-0002', 9) }))).toMatchObject({ outbox: 'mine' });
    expect(
      await store.settle(
        'c',
        [
          { seq: 1, sentAs: 'x' },
          { seq: 2, sentAs: 'y' },
        ],
        1000,
      ),
    ).toEqual([]);
    expect(await store.claim('c', 1000 + senderLease)).toMatchObject({ pending: [{ seq: 3 }] });
  });

  it('none stands in the way of somebody who wants everything forgotten at the same moment', async () => {
    const [sender, forgetter] = [await open(), await open()];
    const all = Array.from({ length: 30 }, (_, index) => `c${index}`);
    for (let round = 0; round < 10; round += 1) {
      const [first, second] = [round * 2, round * 2 + 1];
      const seqs = Array.from({ length: 10 }, (_, index) => round * 100 + index + 1);
      await Promise.all(all.map((conversation) => sender.commit(waitingTurn(first, seqs, { conversation }))));
      await Promise.all(
        all.flatMap((conversation) => [
          sender.settle(
            conversation,
            seqs.map((seq) => ({ seq, sentAs: 'x' })),
            1000,
          ),
          forgetter.commit(waitingTurn(second, [], { conversation, forget: true })),
        ]),
      );
    }
    expect(await sender.due(10_000_000)).toEqual([]);
  });

  it('none loses a reply that is written while they note others as sent', async () => {
    const [writer, sender] = [await open(), await open()];
    const sent: number[] = [];
    const state = { isWriting: true };
    const send = async (): Promise<void> => {
      while (state.isWriting || (await sender.due(10_000_000)).length > 0) {
        const claimed = await sender.claim('c', 10_000_000);
        let waiting = claimed?.pending ?? [];
        while (waiting.length > 0) {
          sent.push(...waiting.map(({ seq }) => seq));
          waiting = await sender.settle(
            'c',
            waiting.map(({ seq }) => ({ seq, sentAs: `as ${seq}` })),
            10_000_000,
          );
        }
      }
    };
    const sending = send();
    for (let version = 0; version < 200; version += 1) await writer.commit(waitingTurn(version, [version + 1]));
    state.isWriting = false;
    await sending;
    expect(sent).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });
});

describe('A database that goes away', () => {
  it('is reported with what to do, and used again when it is back', async () => {
    const reports: string[] = [];
    const store = await open(url, { ...unread, failed: (error) => reports.push(error.message), works: () => reports.push('works') });
    const heard: (string | undefined)[] = [];
    store.watch((conversation) => heard.push(conversation));
    await eventually(() => heard.length === 1);
    await store.commit(turn());
    await postgres.down();
    for (const use of [
      () => store.load('c'),
      () => store.commit(turn({ version: 1, key: 'k2', records: [record(3)] })),
      () => store.ping(),
      () => store.due(1),
    ]) {
      const error = await use().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(String(error)).toMatch(/server/);
    }
    await postgres.up();
    await store.commit(turn({ version: 1, key: 'k2', records: [record(3)] }));
    expect(await store.history('c', 0)).toHaveLength(3);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([undefined, undefined]);
    expect(reports).toEqual([expect.stringContaining('cannot be used'), 'works']);
  });

  it('has lost nothing after it crashed in the middle of many turns', async () => {
    const store = await open();
    const written: number[] = [];
    const writes = Array.from({ length: 300 }, async (_, index) => {
      await store.commit(turn({ conversation: `c${index}` }));
      written.push(index);
    });
    await eventually(() => written.length > 20);
    await postgres.down('crash');
    const failures = (await Promise.allSettled(writes)).flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(failures.every((error) => error instanceof StoreUnavailable)).toBe(true);
    await postgres.up();
    for (const index of written) expect(await store.history(`c${index}`, 0)).toHaveLength(2);
    const halves = await sql('SELECT conversation FROM history GROUP BY 1 HAVING count(*) <> 2');
    expect(halves).toEqual([]);
  });

  it('may have written a turn although its answer was lost; the same turn again is a conflict, and its replies are found', async () => {
    const store = await openOverNetwork();
    await store.commit(turn());
    const next = turn({ version: 1, key: 'k2', records: [record(3), record(4)] });
    network?.become('lose-answers');
    await expect(store.commit(next)).rejects.toThrow(StoreUnavailable);
    network?.become('good');
    await eventually(async () => (await store.seen('c', 'k2')) !== undefined);
    expect(await store.commit(next)).toEqual({ kind: 'conflict' });
    expect(await store.seen('c', 'k2')).toEqual({ firstSeq: 3, lastSeq: 4 });
    expect(await store.history('c', 0)).toHaveLength(4);
  });

  it('does not keep a turn waiting when it hangs', async () => {
    const store = await openOverNetwork();
    await store.commit(turn());
    network?.become('hang');
    await expect(store.load('c')).rejects.toThrow(StoreUnavailable);
    network?.become('good');
    expect(await store.load('c')).toBeDefined();
  });

  it('that can only be read says so, and can be written again later', async () => {
    const store = await open();
    await store.ping();
    const name = new URL(url).pathname.slice(1);
    await sql(
      `ALTER DATABASE ${name} SET default_transaction_read_only = on; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`,
    );
    await eventually(() =>
      store.ping().then(
        () => false,
        (error: unknown) => String(error).includes('primary'),
      ),
    );
    expect(await store.load('c')).toBeUndefined();
    await sql(`ALTER DATABASE ${name} RESET default_transaction_read_only`, postgres.url);
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`, postgres.url);
    await eventually(() =>
      store.ping().then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('At the start, an operator', () => {
  const spoil = (change: (at: URL) => void): string => {
    const at = new URL(url);
    change(at);
    return at.href;
  };

  it.each([
    ['a wrong password', (at: URL) => (at.password = 'secret-of-ours'), /password in DATABASE_URL/],
    ['a database that does not exist', (at: URL) => (at.pathname = '/nowhere'), /createdb/],
    ['a server that does not run', (at: URL) => (at.port = '1'), /server runs/],
    ['a host that does not exist', (at: URL) => (at.hostname = 'nowhere.invalid'), /server runs/],
    ['TLS that the server does not offer', (at: URL) => at.searchParams.set('sslmode', 'verify-full'), /server/],
  ])('is told about %s, and no password is shown', async (_, change, says) => {
    const error = await open(spoil(change)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toMatch(says);
    expect(String(error)).not.toMatch(/secret-of-ours|stepwise:stepwise/);
  });

  it('is told that the user may not create tables', async () => {
    await sql("CREATE USER guest PASSWORD 'guest'");
    const at = spoil((one) => {
      one.username = 'guest';
      one.password = 'guest';
    });
    await expect(open(at)).rejects.toThrow(/GRANT CREATE ON SCHEMA/);
  });

  it('may run this version beside a newer one that allows it, and is told when it does not', async () => {
    const store = await open();
    await sql(`INSERT INTO stepwise_migrations VALUES (${migrations.length + 1}, 1, now())`);
    expect(await (await open()).load('c')).toBeUndefined();
    await sql(`INSERT INTO stepwise_migrations VALUES (${migrations.length + 2}, ${migrations.length + 1}, now())`);
    await expect(open()).rejects.toThrow(/newer version/);
    await store.commit(turn());
  });
});
