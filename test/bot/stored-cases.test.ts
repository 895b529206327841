/** Databases as every earlier version left them: each opens, and everybody in the middle of something goes on. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Activity } from 'botbuilder';
import pg from 'pg';
import { pino } from 'pino';
import { migrations as postgresMigrations } from '../../bot/store/postgres-schema.ts';
import { migrations as sqliteMigrations } from '../../bot/store/sqlite-schema.ts';
import { openStore } from '../../bot/store/open-store.ts';
import { Turns } from '../../bot/turns.ts';
import type { Case } from '../../dialogs/case.ts';
import { findButton } from '../support/direct-line-person.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';
import { StandInWebhook } from '../support/stand-in-webhook.ts';
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
    const file = join(mkdtempSync(join(folder, 'db-')), 'stepwise.db');
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

/** Fixtures since agents and hand-overs were there. */
const whole = names.filter((name) => !name.endsWith('-1.sql'));
const secret = 'a-secret-of-this-test-0123456789-0123';

async function findCase(url: string, conversations: readonly string[], wanted: (one: Case) => boolean): Promise<{ conversation: string; case: Case }> {
  const store = await openStore(url, 1, unread);
  const found = [];
  for (const conversation of conversations) found.push({ conversation, case: (await store.load(conversation))?.case });
  await store.close();
  for (const { conversation, case: one } of found) if (one !== undefined && wanted(one)) return { conversation, case: one };
  throw new Error('No such case is in the database.');
}

/** What a test that fails leaves behind. */
const running = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const stop of running) await stop();
});

/** A service on a fixture, at the time when the fixture was written. */
async function serve(url: string, touchedAt: number, env: Readonly<Record<string, string>> = {}) {
  const ahead = touchedAt + 60_000 - Date.now();
  const service = await startTestService({ DATABASE_URL: url, DIRECT_LINE_SECRET: secret, ...env }, () => Date.now() + ahead);
  const path = (conversation: string): string => `http://127.0.0.1:${service.port}/v3/directline/conversations/${conversation}/activities`;
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const read = async (conversation: string): Promise<Activity[]> => {
    const answer = (await (await fetch(path(conversation), { headers })).json()) as { activities: Activity[] };
    return answer.activities;
  };
  const tap = async (conversation: string, title: string): Promise<void> => {
    const history = await read(conversation);
    const value = findButton(history.toReversed(), title);
    if (value === undefined) throw new Error(`There is no button "${title}".`);
    const from = history.find((one) => one.from.role === 'user')?.from;
    const response = await fetch(path(conversation), { method: 'POST', headers, body: JSON.stringify({ type: 'message', from, value }) });
    expect(response.status).toBe(200);
  };
  const reads = (conversation: string, words: string): Promise<void> => until(async () => JSON.stringify(await read(conversation)).includes(words), 15_000);
  const stop = async (): Promise<void> => {
    running.delete(stop);
    await service.stop();
  };
  running.add(stop);
  return { stop, tap, reads };
}

describe.each(whole)('In the database %s', (name) => {
  it('a case in two hands is still in both', async () => {
    const { url, conversations } = await restore(name);
    const { conversation, case: one } = await findCase(url, conversations, ({ helper }) => helper !== undefined);
    const agent = one.helper?.by ?? '';
    const { stop, tap, reads } = await serve(url, one.touchedAt);
    await tap(conversation, 'Done, go on');
    await reads(agent, 'The person went on.');
    await stop();
    expect((await findCase(url, [agent], () => true)).case.agent?.helping).toMatchObject([{ case: one.id, notes: [{ text: 'a note of the agent' }] }]);
  });

  it('a hand-over that waits arrives, once', async () => {
    const { url, conversations } = await restore(name);
    const { conversation, case: one } = await findCase(url, conversations, ({ handovers = [] }) => handovers.some(({ stage }) => stage === 'late'));
    const webhook = await StandInWebhook.start();
    webhook.now = () => one.touchedAt + 60_000;
    const { stop, reads } = await serve(url, one.touchedAt, webhook.settings);
    await reads(conversation, 'INC0012345');
    await stop();
    await webhook.stop();
    expect([...webhook.cases.values()]).toMatchObject([{ id: one.handovers?.[0]?.id, type: 'handover.created', case: one.id }]);
    expect(webhook.received).toHaveLength(1);
    expect(webhook.forged).toBe(0);
  });
});

it('There is a database of the version of today, of both kinds', () => {
  expect(names).toEqual(expect.arrayContaining([`sqlite-${sqliteMigrations.length}.sql`, `postgres-${postgresMigrations.length}.sql`]));
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
