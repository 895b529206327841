/** The store in PostgreSQL, shared by any number of processes. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RecordedActivity, Upload } from '../conversations.ts';
import { PostgresConnections } from './postgres-connection.ts';
import { commentsStatement, eventsIn, eventsStatement, eventsValues } from './postgres-events.ts';
import type { HandoverStore } from './handover-store.ts';
import { commitWorkStatement, postgresHandovers, workValues } from './postgres-handovers.ts';
import { PostgresListener } from './postgres-listener.ts';
import { migrate } from './postgres-migrate.ts';
import { keyText, storable } from './postgres-text.ts';
import { commitStatement, commitValues, outcomeRow } from './postgres-write-turn.ts';
import { claimRow, conversationOf, countRow, dueRow, furthest, pendingRow, recordedRow, secretRow, seenRow, seqRow, sweepSize, uploadRow } from './rows.ts';
import { type Claimed, type Committed, historyPage, idOf, outboxPage, type Pending, senderLease } from './store.ts';
import type { SeenTurn, Settled, Store, StoredConversation, TurnRecord } from './store.ts';
import { commentsOf, type EventPlace, type Period, type StoredComment, type StoredEvent } from './stored-event.ts';
import type { StoreReports } from './store-unavailable.ts';

/**
 * Opens the store, making or migrating the tables. Leases are told by the callers' clocks: those of all machines must
 * agree within a few seconds.
 * @param connections at a time; `watch` needs one more.
 * @throws StoreError when the database cannot be used.
 */
export async function openPostgresStore(url: string, connections: number, reports: StoreReports): Promise<Store> {
  await migrate(url);
  return new PostgresStore(url, new PostgresConnections(url, connections, reports));
}

class PostgresStore implements Store {
  readonly #url: string;
  readonly #database: PostgresConnections;
  readonly #sender = randomUUID();
  readonly #listeners: PostgresListener[] = [];

  readonly #handovers: HandoverStore;
  readonly findHandover: HandoverStore['findHandover'] = (id) => this.#handovers.findHandover(id);
  readonly keepCard: HandoverStore['keepCard'] = (id, sentAs) => this.#handovers.keepCard(id, sentAs);
  readonly takeErrands: HandoverStore['takeErrands'] = (at) => this.#handovers.takeErrands(at);
  readonly endErrand: HandoverStore['endErrand'] = (errand, at) => this.#handovers.endErrand(errand, at);
  readonly putOffErrand: HandoverStore['putOffErrand'] = (errand, until) => this.#handovers.putOffErrand(errand, until);
  readonly lateErrands: HandoverStore['lateErrands'] = (since) => this.#handovers.lateErrands(since);
  readonly keepPlace: HandoverStore['keepPlace'] = (name, body) => this.#handovers.keepPlace(name, body);
  readonly findPlace: HandoverStore['findPlace'] = (name) => this.#handovers.findPlace(name);

  constructor(url: string, database: PostgresConnections) {
    this.#url = url;
    this.#database = database;
    this.#handovers = postgresHandovers(database, this.#sender);
  }

  async load(conversation: string): Promise<StoredConversation | undefined> {
    const [row] = await this.#database.run('load', 'SELECT version, delivery, seq, body, reference FROM conversations WHERE id = $1', [keyText(conversation)]);
    if (row === undefined) return undefined;
    return conversationOf(row);
  }

  async seen(conversation: string, key: string): Promise<SeenTurn | undefined> {
    const text = 'SELECT first_seq AS "firstSeq", last_seq AS "lastSeq" FROM seen WHERE conversation = $1 AND key = $2';
    const [row] = await this.#database.run('seen', text, [keyText(conversation), keyText(key)]);
    return seenRow.optional().parse(row);
  }

  async commit(turn: TurnRecord): Promise<Committed> {
    const [row] = await this.#write(turn);
    const { outcome } = outcomeRow.parse(row);
    return outcome === 'conflict' ? { kind: 'conflict' } : { kind: 'written', outbox: outcome };
  }

  async #write(turn: TurnRecord): Promise<readonly unknown[]> {
    const values = commitValues(turn, this.#sender);
    if (turn.work === undefined) return this.#database.run('commit', commitStatement, values);
    return this.#database.run('commit-work', commitWorkStatement, [...values, ...workValues(turn.work)]);
  }

  async history(conversation: string, after: number): Promise<readonly RecordedActivity[]> {
    const text = `SELECT seq, replaces, activity FROM history WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT ${historyPage}`;
    const rows = await this.#database.run('history', text, [keyText(conversation), after]);
    return rows.map((row) => {
      const { seq, replaces, activity } = recordedRow.parse(row);
      return { seq, activity: { ...activity, id: idOf(conversation, replaces ?? seq) } };
    });
  }

  async findStamp(conversation: string, stamp: string): Promise<number | undefined> {
    const text = 'SELECT seq FROM history WHERE conversation = $1 AND stamp = $2 AND replaces IS NULL ORDER BY seq DESC LIMIT 1';
    const [row] = await this.#database.run('find-stamp', text, [keyText(conversation), keyText(stamp)]);
    return seqRow.optional().parse(row)?.seq;
  }

  /** Locks nothing: several processes may see the same ones, and `claim` decides. */
  async due(at: number): Promise<readonly string[]> {
    const text = `SELECT conversation FROM outbox WHERE due_at <= $1 OR due_at > $2 ORDER BY due_at LIMIT ${outboxPage}`;
    const rows = await this.#database.run('due', text, [at, at + furthest]);
    return rows.map((row) => dueRow.parse(row).conversation);
  }

  async claim(conversation: string, at: number): Promise<Claimed | undefined> {
    const text = 'SELECT * FROM stepwise_claim_1($1, $2, $3, $4, $5)';
    const rows = await this.#database.run('claim', text, [keyText(conversation), at, at + furthest, this.#sender, at + senderLease]);
    return rows[0] === undefined ? undefined : { ...claimRow.parse(rows[0]), pending: rows.map((row) => pendingRow.parse(row)) };
  }

  /** A process that is not the sender any more changes nothing, and gets nothing to send. */
  async settle(conversation: string, sent: readonly Settled[], at: number): Promise<readonly Pending[]> {
    const names = sent.map(({ sentAs }) => (sentAs === undefined ? null : storable(sentAs)));
    const values = [keyText(conversation), this.#sender, at + senderLease, sent.map(({ seq }) => seq), names];
    const rows = await this.#database.run('settle', 'SELECT * FROM stepwise_settle_1($1, $2, $3, $4, $5)', values);
    return rows.map((row) => pendingRow.parse(row));
  }

  async postpone(conversation: string, until: number): Promise<void> {
    const text = 'UPDATE outbox SET sender = NULL, due_at = $2, tries = tries + 1 WHERE conversation = $1 AND sender = $3';
    await this.#database.run('postpone', text, [keyText(conversation), until, this.#sender]);
  }

  async waiting(): Promise<number> {
    const [row] = await this.#database.run('waiting', 'SELECT count(*)::int AS count FROM outbox', []);
    return countRow.parse(row).count;
  }

  async events(period: Period, after?: EventPlace): Promise<readonly StoredEvent[]> {
    const [row] = await this.#database.run('events', eventsStatement, eventsValues(period, after));
    return eventsIn(row);
  }

  async comments({ from, until }: Period): Promise<readonly StoredComment[]> {
    return commentsOf(await this.#database.run('comments', commentsStatement, [from, until]));
  }

  async keepCode(fingerprint: string, conversation: string, at: number): Promise<boolean> {
    const text = 'INSERT INTO codes (fingerprint, conversation, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    await this.#database.run('keep-code', text, [fingerprint, keyText(conversation), at]);
    return (await this.findCode(fingerprint)) === keyText(conversation);
  }

  async findCode(fingerprint: string): Promise<string | undefined> {
    const [row] = await this.#database.run('find-code', 'SELECT conversation FROM codes WHERE fingerprint = $1', [fingerprint]);
    return dueRow.optional().parse(row)?.conversation;
  }

  async keepUpload(conversation: string, id: string, { name, contentType, content }: Upload, at: number): Promise<void> {
    const text = 'INSERT INTO uploads (conversation, id, name, content_type, content, at) VALUES ($1, $2, $3, $4, $5, $6)';
    await this.#database.run('keep-upload', text, [keyText(conversation), keyText(id), storable(name), storable(contentType), content, at]);
  }

  async findUpload(conversation: string, id: string): Promise<Upload | undefined> {
    const text = 'SELECT name, content_type AS "contentType", content FROM uploads WHERE conversation = $1 AND id = $2';
    const [row] = await this.#database.run('find-upload', text, [keyText(conversation), keyText(id)]);
    return uploadRow.optional().parse(row);
  }

  async sweep(before: number): Promise<number> {
    const [row] = await this.#database.run('sweep', 'SELECT stepwise_sweep_1($1, $2) AS swept', [before, sweepSize]);
    return z.object({ swept: z.int() }).parse(row).swept;
  }

  async secret(name: string, make: () => Uint8Array): Promise<Uint8Array> {
    await this.#database.run('make-secret', 'INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, make()]);
    const [row] = await this.#database.run('secret', 'SELECT value FROM secrets WHERE name = $1', [name]);
    return secretRow.parse(row).value;
  }

  watch(changed: (conversation: string | undefined) => void): void {
    this.#listeners.push(
      new PostgresListener(this.#url, this.#sender, { changed, lost: (error) => this.#database.failed(error), back: () => this.#database.worked() }),
    );
  }

  async ping(): Promise<void> {
    await this.#database.run('ping', "INSERT INTO secrets VALUES ('ping', '\\x00') ON CONFLICT (name) DO UPDATE SET value = excluded.value", []);
  }

  async close(): Promise<void> {
    await Promise.all([this.#database.close(), ...this.#listeners.map((one) => one.close())]);
  }
}
