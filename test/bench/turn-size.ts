/**
 * Rows and bytes a turn takes in each store: `node_modules/.bin/node test/bench/turn-size.ts [CONVERSATIONS]`.
 * Plays that many conversations of twelve turns into a fresh SQLite file and a fresh PostgreSQL. Counted is what stays:
 * space that deleted rows leave is used again, so both are vacuumed before. CPU is everything but the network.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { openKnowledge } from '../../bot/knowledge.ts';
import { openStore } from '../../bot/store/open-store.ts';
import type { Delivery } from '../../bot/store/store.ts';
import { Turns } from '../../bot/turns.ts';
import { playConversation } from '../support/play-conversation.ts';
import { startPostgres } from '../support/postgres.ts';
import { unread } from '../support/turn-record.ts';

const conversations = Number(process.argv[2] ?? 50);
const turnsEach = 12;
const tables = ['conversations', 'cases', 'seen', 'history', 'outbox', 'events'];
const pidRow = z.object({ pid: z.coerce.number() });
const counted = z.object({ rows: z.coerce.number(), bytes: z.coerce.number() });

const desk = await openKnowledge(join(import.meta.dirname, '../../knowledge'), 'your helpdesk');
const folder = mkdtempSync(join(tmpdir(), 'stepwise-'));
const postgres = await startPostgres();

/** Plays all conversations; gives the microseconds of this process's CPU that a turn took. */
async function play(url: string, delivery: Delivery): Promise<number> {
  const store = await openStore(url, 10, unread);
  const turns = new Turns({ store, desk: () => desk, log: pino({ level: 'silent' }), now: Date.now, newId: randomUUID });
  const began = process.cpuUsage();
  const played = Array.from({ length: conversations }, (_, seed) => {
    const id = delivery === 'direct-line' ? randomUUID() : `msteams:a:1${randomUUID().repeat(2)}`;
    return playConversation({ turns, store, now: Date.now }, id, delivery, turnsEach, seed);
  });
  await Promise.all(played);
  const { user, system } = process.cpuUsage(began);
  await store.close();
  return (user + system) / (conversations * turnsEach);
}

/** Microseconds of CPU that a process and its children that have ended took so far; the system counts hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10_000, 0);
}

function report(where: string, delivery: Delivery, rows: number, bytes: number, note: string): void {
  const turns = conversations * turnsEach;
  process.stdout.write(
    `${where.padEnd(11)} ${delivery.padEnd(12)} ${(rows / turns).toFixed(2).padStart(6)} rows ${Math.round(bytes / turns)} bytes a turn  ${note}\n`,
  );
}

for (const delivery of ['direct-line', 'connector'] as const) {
  const file = join(folder, `${delivery}.db`);
  const took = await play(`sqlite:${file}`, delivery);
  const database = new DatabaseSync(file);
  database.exec('VACUUM');
  const rows = tables.map((table) => counted.parse(database.prepare(`SELECT count(*) AS rows, 0 AS bytes FROM ${table}`).get()).rows);
  database.close();
  const note = tables.map((table, index) => `${table} ${rows[index]}`).join(', ');
  report(
    'SQLite',
    delivery,
    rows.reduce((sum, one) => sum + one),
    statSync(file).size,
    `${Math.round(took)} µs CPU; ${note}`,
  );
}

for (const delivery of ['direct-line', 'connector'] as const) {
  const url = await postgres.newDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const one = async (text: string): Promise<z.output<typeof counted>> => counted.parse((await client.query<Record<string, unknown>>(text)).rows[0]);
  await (await openStore(url, 1, unread)).close();
  const empty = await one(`SELECT 0 AS rows, ${tables.map((table) => `pg_total_relation_size('${table}')`).join(' + ')} AS bytes`);
  const before = await one("SELECT 0 AS rows, pg_current_wal_lsn() - '0/0' AS bytes");
  const { pid } = pidRow.parse((await client.query<Record<string, unknown>>("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid")).rows[0]);
  const idle = cpuOf(pid);
  const took = await play(url, delivery);
  await wait(500);
  const served = Math.round((cpuOf(pid) - idle) / (conversations * turnsEach));
  const after = await one("SELECT 0 AS rows, pg_current_wal_lsn() - '0/0' AS bytes");
  await client.query('VACUUM FULL');
  const sizes: z.output<typeof counted>[] = [];
  for (const table of tables) sizes.push(await one(`SELECT count(*) AS rows, pg_total_relation_size('${table}') AS bytes FROM ${table}`));
  const note = tables.map((table, index) => `${table} ${sizes[index]?.rows} (${Math.round((sizes[index]?.bytes ?? 0) / 1024)} KiB)`).join(', ');
  const sum = sizes.reduce((total, { rows, bytes }) => ({ rows: total.rows + rows, bytes: total.bytes + bytes }));
  const log = Math.round((after.bytes - before.bytes) / (conversations * turnsEach));
  report(
    'PostgreSQL',
    delivery,
    sum.rows,
    sum.bytes - empty.bytes,
    `${Math.round(took)} µs CPU, ${served} µs in the server, ${log} bytes of write-ahead log; ${note}`,
  );
  await client.end();
}

await postgres.stop();
rmSync(folder, { recursive: true });
