/** Databases as every earlier version left them: each opens, and everybody in the middle of something goes on. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { pino } from 'pino';
import { openStore } from '../../bot/store/open-store.ts';
import { Turns } from '../../bot/turns.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { unread } from '../support/turn-record.ts';

const fixtures = join(__dirname, '../fixtures/stores');
const folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres({ sync: false });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

/** Puts a fixture into a database of its own; gives its address and the ids of its conversations. */
async function restore(name: string): Promise<{ url: string; conversations: string[]; activities: number }> {
  const text = readFileSync(join(fixtures, name), 'utf8');
  const ids = 'SELECT id FROM conversations';
  const count = "SELECT count(*) AS count FROM history JOIN conversations ON id = conversation WHERE delivery = 'direct-line'";
  if (name.startsWith('sqlite-')) {
    const file = join(folder, `${name}.db`);
    const database = new DatabaseSync(file);
    database.exec(text);
    const conversations = database
      .prepare(ids)
      .all()
      .map(({ id }) => String(id));
    const activities = Number(database.prepare(count).get()?.['count']);
    database.close();
    return { url: `sqlite:${file}`, conversations, activities };
  }
  const url = await postgres.newDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.query('SET search_path = public');
  const { rows } = await client.query<{ id: string }>(ids);
  const counted = await client.query<{ count: string }>(count);
  await client.end();
  return { url, conversations: rows.map(({ id }) => id), activities: Number(counted.rows[0]?.count) };
}

const names = readdirSync(fixtures).filter((name) => name.endsWith('.sql'));

describe.each(names)('The database %s', (name) => {
  it('opens, and every conversation in it goes on', async () => {
    const { url, conversations, activities } = await restore(name);
    expect(conversations.length).toBeGreaterThan(3);
    const store = await openStore(url, 3, unread);
    const turns = new Turns({ store, desk: shippedDesk, log: pino({ level: 'silent' }), now: Date.now, newId: randomUUID });
    let found = 0;
    for (const conversation of conversations) {
      const before = await store.load(conversation);
      if (before === undefined) throw new Error(`${conversation} was lost.`);
      const { delivery, version } = before;
      const history = await store.history(conversation, 0);
      if (delivery === 'direct-line') found += history.length;
      const activity = { type: 'message', text: 'where am I' };
      const taken = await turns.take({ conversation, key: 'next', channel: 'directline', delivery, activity, reference: {} });
      expect(taken).toMatchObject({ repeated: false, firstSeq: before.seq + 1 });
      expect(taken.replies.length).toBeGreaterThan(0);
      expect(await store.load(conversation)).toMatchObject({ version: version + 1, case: { startedAt: before.case.startedAt } });
      expect(await turns.take({ conversation, key: 'next', channel: 'directline', delivery, activity })).toMatchObject({ repeated: true });
    }
    expect(found).toBe(activities);
    const secret = await store.secret('direct-line-tokens', () => new Uint8Array());
    expect(secret.length).toBeGreaterThan(0);
    await store.close();
  });
});

describe('What waits to be sent', () => {
  it('is sent after an update', async () => {
    for (const name of names.filter((one) => one.startsWith('postgres-'))) {
      const { url } = await restore(name);
      const store = await openStore(url, 3, unread);
      const [conversation = ''] = await store.due(Date.now() + 365 * 24 * 3_600_000);
      const claimed = await store.claim(conversation, Date.now() + 365 * 24 * 3_600_000);
      expect(claimed).toMatchObject({ tries: 0, pending: [{ body: expect.stringContaining('This waits to be sent.') as unknown }] });
      expect((await store.findUpload(conversation, 'upload'))?.name).toBe('log.txt');
      await store.close();
    }
  });
});
