/** The store in one SQLite file: write-ahead log, full sync, one connection. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { caseSchema } from '../dialogs/case.ts';
import { migrations } from './sqlite-schema.ts';
import { writeTurn } from './sqlite-write-turn.ts';
import type { Recorded, Upload } from './conversations.ts';
import { historyPage } from './store.ts';
import type { Pending, SeenTurn, Store, StoredConversation, TurnRecord, Unsent } from './store.ts';

/** Thrown when the file cannot be opened; the message says what to do. */
export class StoreError extends Error {
  constructor(file: string, cause: unknown) {
    super(
      `The database file ${file} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}. Check that the folder exists and can be written, or set DATABASE_URL to another file.`,
      { cause },
    );
    this.name = 'StoreError';
  }
}

const activity = z.record(z.string(), z.unknown());
const json = z.string().transform((text): unknown => JSON.parse(text));
const conversationRow = z.object({ version: z.int(), delivery: z.enum(['direct-line', 'connector']), seq: z.int(), body: json.pipe(caseSchema) });
const recordedRow = z.object({ seq: z.int(), activity: json.pipe(activity) });
const pendingRow = recordedRow.extend({
  sentAs: z
    .string()
    .nullable()
    .transform((id) => id ?? undefined),
});
const seenRow = z.object({ firstSeq: z.int(), lastSeq: z.int() });
const unsentRow = z.object({ conversation: z.string(), reference: json });
const uploadRow = z.object({ name: z.string(), contentType: z.string(), content: z.instanceof(Uint8Array) });

/**
 * Opens the store, making or migrating the file; `:memory:` keeps nothing.
 * @throws StoreError when the file cannot be opened or is not a Stepwise database.
 */
export function openSqliteStore(file: string): Store {
  return new SqliteStore(openDatabase(file));
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(conversation: string): Promise<StoredConversation | undefined> {
    const row = this.#sql('SELECT version, delivery, seq, body FROM conversations JOIN cases ON cases.id = case_id WHERE conversations.id = ?').get(
      conversation,
    );
    if (row === undefined) return undefined;
    const { body, ...rest } = conversationRow.parse(row);
    return { ...rest, case: body };
  }

  async seen(conversation: string, key: string): Promise<SeenTurn | undefined> {
    return seenRow
      .optional()
      .parse(this.#sql('SELECT first_seq AS firstSeq, last_seq AS lastSeq FROM seen WHERE conversation = ? AND key = ?').get(conversation, key));
  }

  async commit(turn: TurnRecord): Promise<boolean> {
    return inTransaction(this.#database, () => writeTurn((text) => this.#sql(text), turn));
  }

  async history(conversation: string, after: number): Promise<readonly Recorded[]> {
    const rows = this.#sql('SELECT seq, activity FROM history WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?').all(conversation, after, historyPage);
    return rows.map((row) => recordedRow.parse(row));
  }

  async findStamp(conversation: string, stamp: string): Promise<number | undefined> {
    const row = this.#sql('SELECT seq FROM history WHERE conversation = ? AND stamp = ? AND replaces IS NULL ORDER BY seq DESC LIMIT 1').get(
      conversation,
      stamp,
    );
    return z.object({ seq: z.int() }).optional().parse(row)?.seq;
  }

  async pending(conversation: string): Promise<readonly Pending[]> {
    const rows = this.#sql(
      `SELECT h.seq, h.activity, r.sent_as AS sentAs FROM history h LEFT JOIN history r ON r.conversation = h.conversation AND r.seq = h.replaces
       WHERE h.conversation = ? AND h.pending = 1 ORDER BY h.seq`,
    ).all(conversation);
    return rows.map((row) => pendingRow.parse(row));
  }

  async markSent(conversation: string, seq: number, sentAs: string | undefined): Promise<void> {
    this.#sql('UPDATE history SET pending = 0, sent_as = ? WHERE conversation = ? AND seq = ?').run(sentAs ?? null, conversation, seq);
  }

  async unsent(): Promise<readonly Unsent[]> {
    const rows = this.#sql(
      'SELECT id AS conversation, reference FROM conversations WHERE id IN (SELECT conversation FROM history WHERE pending = 1) AND reference IS NOT NULL',
    ).all();
    return rows.map((row) => unsentRow.parse(row));
  }

  async keepUpload(conversation: string, id: string, upload: Upload, at: number): Promise<void> {
    this.#sql('INSERT INTO uploads (conversation, id, name, content_type, content, at) VALUES (?, ?, ?, ?, ?, ?)').run(
      conversation,
      id,
      upload.name,
      upload.contentType,
      upload.content,
      at,
    );
  }

  async findUpload(conversation: string, id: string): Promise<Upload | undefined> {
    return uploadRow
      .optional()
      .parse(this.#sql('SELECT name, content_type AS contentType, content FROM uploads WHERE conversation = ? AND id = ?').get(conversation, id));
  }

  async secret(name: string, make: () => Uint8Array): Promise<Uint8Array> {
    this.#sql('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, make());
    return z.object({ value: z.instanceof(Uint8Array) }).parse(this.#sql('SELECT value FROM secrets WHERE name = ?').get(name)).value;
  }

  async ping(): Promise<void> {
    this.#sql("INSERT INTO secrets (name, value) VALUES ('ping', x'00') ON CONFLICT (name) DO UPDATE SET value = x'00'").run();
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #sql(text: string): StatementSync {
    const statement = this.#prepared.get(text) ?? this.#database.prepare(text);
    this.#prepared.set(text, statement);
    return statement;
  }
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
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
