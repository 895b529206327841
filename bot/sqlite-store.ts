/** The store in one SQLite file: write-ahead log, full sync, one connection. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { caseSchema } from '../dialogs/case.ts';
import { migrations } from './sqlite-schema.ts';
import type { Store, TurnRecord } from './store.ts';

/** Thrown when the file cannot be opened; the message says what to do. */
export class StoreError extends Error {
  constructor(file: string, cause: unknown) {
    super(`The database file ${file} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}. Check that the folder exists and can be written, or set DATABASE_URL to another file.`, { cause });
    this.name = 'StoreError';
  }
}

const activity = z.record(z.string(), z.unknown());
const json = z.string().transform((text): unknown => JSON.parse(text));
const conversationRow = z.object({ version: z.int(), delivery: z.enum(['direct-line', 'connector']), seq: z.int(), body: json.pipe(caseSchema) });
const recordedRow = z.object({ seq: z.int(), activity: json.pipe(activity) });
const pendingRow = recordedRow.extend({ sentAs: z.string().nullable().transform((id) => id ?? undefined) });
const seenRow = z.object({ firstSeq: z.int(), lastSeq: z.int() });
const unsentRow = z.object({ conversation: z.string(), reference: json });
const uploadRow = z.object({ name: z.string(), contentType: z.string(), content: z.instanceof(Uint8Array) });

/**
 * Opens the store, making or migrating the file; `:memory:` keeps nothing.
 * @throws StoreError when the file cannot be opened or is not a Stepwise database.
 */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file);
  const prepared = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return {
    load: async (id) => {
      const row = sql('SELECT version, delivery, seq, body FROM conversations JOIN cases ON cases.id = case_id WHERE conversations.id = ?').get(id);
      if (row === undefined) return undefined;
      const { body, ...rest } = conversationRow.parse(row);
      return { ...rest, case: body };
    },
    seen: async (conversation, key) => seenRow.optional().parse(sql('SELECT first_seq AS firstSeq, last_seq AS lastSeq FROM seen WHERE conversation = ? AND key = ?').get(conversation, key)),
    commit: async (turn) => inTransaction(database, () => writeTurn(sql, turn)),
    history: async (conversation, after) => sql('SELECT seq, activity FROM history WHERE conversation = ? AND seq > ? ORDER BY seq').all(conversation, after).map((row) => recordedRow.parse(row)),
    findStamp: async (conversation, stamp) => z.object({ seq: z.int() }).optional().parse(sql('SELECT seq FROM history WHERE conversation = ? AND stamp = ? ORDER BY seq DESC LIMIT 1').get(conversation, stamp))?.seq,
    pending: async (conversation) =>
      sql('SELECT h.seq, h.activity, r.sent_as AS sentAs FROM history h LEFT JOIN history r ON r.conversation = h.conversation AND r.seq = h.replaces WHERE h.conversation = ? AND h.pending = 1 ORDER BY h.seq')
        .all(conversation)
        .map((row) => pendingRow.parse(row)),
    markSent: async (conversation, seq, sentAs) => {
      sql('UPDATE history SET pending = 0, sent_as = ? WHERE conversation = ? AND seq = ?').run(sentAs ?? null, conversation, seq);
    },
    unsent: async () => sql('SELECT id AS conversation, reference FROM conversations WHERE id IN (SELECT conversation FROM history WHERE pending = 1) AND reference IS NOT NULL').all().map((row) => unsentRow.parse(row)),
    keepUpload: async (conversation, id, upload, at) => {
      sql('INSERT INTO uploads (conversation, id, name, content_type, content, at) VALUES (?, ?, ?, ?, ?, ?)').run(conversation, id, upload.name, upload.contentType, upload.content, at);
    },
    findUpload: async (conversation, id) => uploadRow.optional().parse(sql('SELECT name, content_type AS contentType, content FROM uploads WHERE conversation = ? AND id = ?').get(conversation, id)),
    secret: async (name, make) => {
      sql('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, make());
      return z.object({ value: z.instanceof(Uint8Array) }).parse(sql('SELECT value FROM secrets WHERE name = ?').get(name)).value;
    },
    ping: async () => {
      sql("INSERT INTO secrets (name, value) VALUES ('ping', x'00') ON CONFLICT (name) DO UPDATE SET value = x'00'").run();
    },
    close: async () => database.close(),
  };
}

function openDatabase(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;');
    migrate(database);
    return database;
  } catch (error) {
    throw new StoreError(file, error);
  }
}

function migrate(database: DatabaseSync): void {
  const { version } = z.object({ version: z.int() }).parse(database.prepare('SELECT user_version AS version FROM pragma_user_version').get());
  if (version > migrations.length) throw new Error('it was written by a newer version of Stepwise');
  for (const [index, step] of migrations.entries()) {
    if (index >= version) database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec(result === false ? 'ROLLBACK' : 'COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function writeTurn(sql: (text: string) => StatementSync, turn: TurnRecord): boolean {
  const { conversation, records, at } = turn;
  const first = records[0]?.seq ?? 0;
  const last = records.at(-1)?.seq ?? 0;
  const fresh = sql('INSERT INTO seen (conversation, key, first_seq, last_seq, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(conversation, turn.key, first, last, at);
  if (fresh.changes === 0 || !writeConversation(sql, turn, last)) return false;
  sql('INSERT INTO cases (id, conversation, body, touched_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at').run(turn.case.id, conversation, JSON.stringify(turn.case), at);
  for (const one of records) {
    sql('INSERT INTO history (conversation, seq, activity, stamp, replaces, pending, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(conversation, one.seq, JSON.stringify(one.activity), one.stamp ?? null, one.replaces ?? null, one.pending ? 1 : 0, at);
  }
  for (const event of turn.events) {
    sql('INSERT INTO events (at, case_id, name, guide, node, value, audience) VALUES (?, ?, ?, ?, ?, ?, ?)').run(at, turn.case.id, event.name, event.guide ?? null, event.node ?? null, event.value ?? null, event.audience);
  }
  return true;
}

function writeConversation(sql: (text: string) => StatementSync, turn: TurnRecord, last: number): boolean {
  const reference = turn.reference === undefined ? null : JSON.stringify(turn.reference);
  if (turn.version === 0) {
    return sql('INSERT INTO conversations (id, version, delivery, case_id, seq, reference, touched_at) VALUES (?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(turn.conversation, turn.delivery, turn.case.id, last, reference, turn.at).changes === 1;
  }
  return sql('UPDATE conversations SET version = version + 1, case_id = ?, seq = max(seq, ?), reference = coalesce(?, reference), touched_at = ? WHERE id = ? AND version = ?').run(turn.case.id, last, reference, turn.at, turn.conversation, turn.version).changes === 1;
}
