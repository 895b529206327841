/** The store in one SQLite file: write-ahead log, full sync, one connection, one process. */
import { randomUUID } from 'node:crypto';
import type { RecordedActivity, Upload } from '../conversations.ts';
import { GroupCommit } from './group-commit.ts';
import { type Errand, furthestErrand, type KeptHandover } from './handover-store.ts';
import { conversationOf, countRow, idRow, recordedRow, secretRow, seenRow, seqRow, sweepSize, uploadRow } from './rows.ts';
import { codeOwner, keepCode } from './sqlite-codes.ts';
import { readComments, readEvents } from './sqlite-events.ts';
import { SqliteFile } from './sqlite-file.ts';
import type { EventPlace, Period, StoredComment, StoredEvent } from './stored-event.ts';
import * as handovers from './sqlite-handovers.ts';
import type { StoreReports } from './store-unavailable.ts';
import { claimOutbox, dueConversations, postponeOutbox, settleOutbox } from './sqlite-outbox.ts';
import { forget, writeTurn } from './sqlite-write-turn.ts';
import { type Claimed, type Committed, historyPage, idOf, type Pending } from './store.ts';
import type { SeenTurn, Settled, Store, StoredConversation, TurnRecord } from './store.ts';

/**
 * Opens the store, making or migrating the file; `:memory:` keeps nothing.
 * @throws StoreError when the file cannot be opened or is not a Stepwise database.
 */
export function openSqliteStore(file: string, reports: StoreReports): Store {
  return new SqliteStore(new SqliteFile(file, reports));
}

class SqliteStore implements Store {
  readonly #file: SqliteFile;
  readonly #writes: GroupCommit;
  readonly #sender = randomUUID();

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#writes = new GroupCommit(file);
    // One process has the file, so whoever was sending before is gone.
    file.transact((sql) => {
      sql('UPDATE outbox SET sender = NULL, due_at = 0').run();
      sql('UPDATE errands SET owner = NULL, due_at = 0 WHERE owner IS NOT NULL').run();
    });
  }

  async load(conversation: string): Promise<StoredConversation | undefined> {
    const row = this.#file.read((sql) => sql('SELECT version, delivery, seq, body, reference FROM conversations WHERE id = ?').get(conversation));
    if (row === undefined) return undefined;
    return conversationOf(row);
  }

  async seen(conversation: string, key: string): Promise<SeenTurn | undefined> {
    const row = this.#file.read((sql) =>
      sql('SELECT first_seq AS firstSeq, last_seq AS lastSeq FROM seen WHERE conversation = ? AND key = ?').get(conversation, key),
    );
    return seenRow.optional().parse(row);
  }

  commit(turn: TurnRecord): Promise<Committed> {
    return this.#writes.run((sql) => writeTurn(sql, turn, this.#sender));
  }

  async history(conversation: string, after: number): Promise<readonly RecordedActivity[]> {
    const rows = this.#file.read((sql) =>
      sql('SELECT seq, replaces, activity FROM history WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?').all(conversation, after, historyPage),
    );
    return rows.map((row) => {
      const { seq, replaces, activity } = recordedRow.parse(row);
      return { seq, activity: { ...activity, id: idOf(conversation, replaces ?? seq) } };
    });
  }

  async findStamp(conversation: string, stamp: string): Promise<number | undefined> {
    const row = this.#file.read((sql) =>
      sql('SELECT seq FROM history WHERE conversation = ? AND stamp = ? AND replaces IS NULL ORDER BY seq DESC LIMIT 1').get(conversation, stamp),
    );
    return seqRow.optional().parse(row)?.seq;
  }

  async due(at: number): Promise<readonly string[]> {
    return this.#file.read((sql) => dueConversations(sql, at));
  }

  claim(conversation: string, at: number): Promise<Claimed | undefined> {
    return this.#writes.run((sql) => claimOutbox(sql, conversation, at, this.#sender));
  }

  settle(conversation: string, sent: readonly Settled[], at: number): Promise<readonly Pending[]> {
    return this.#writes.runLater((sql) => settleOutbox(sql, conversation, sent, at));
  }

  postpone(conversation: string, until: number): Promise<void> {
    return this.#writes.run((sql) => postponeOutbox(sql, conversation, until));
  }

  async waiting(): Promise<number> {
    return countRow.parse(this.#file.read((sql) => sql('SELECT count(*) AS count FROM outbox').get())).count;
  }

  async events(period: Period, after?: EventPlace): Promise<readonly StoredEvent[]> {
    return this.#file.read((sql) => readEvents(sql, period, after));
  }

  async comments(period: Period): Promise<readonly StoredComment[]> {
    return this.#file.read((sql) => readComments(sql, period));
  }

  keepCode(fingerprint: string, conversation: string, at: number): Promise<boolean> {
    return this.#writes.run((sql) => keepCode(sql, fingerprint, conversation, at));
  }
  async findCode(fingerprint: string): Promise<string | undefined> {
    return this.#file.read((sql) => codeOwner(sql, fingerprint));
  }

  async keepUpload(conversation: string, id: string, { name, contentType, content }: Upload, at: number): Promise<void> {
    await this.#writes.run((sql) =>
      sql('INSERT INTO uploads (conversation, id, name, content_type, content, at) VALUES (?, ?, ?, ?, ?, ?)').run(
        conversation,
        id,
        name,
        contentType,
        content,
        at,
      ),
    );
  }

  async findUpload(conversation: string, id: string): Promise<Upload | undefined> {
    const row = this.#file.read((sql) =>
      sql('SELECT name, content_type AS contentType, content FROM uploads WHERE conversation = ? AND id = ?').get(conversation, id),
    );
    return uploadRow.optional().parse(row);
  }

  async findHandover(id: string): Promise<KeptHandover | undefined> {
    return this.#file.read((sql) => handovers.findHandover(sql, id));
  }

  async keepCard(id: string, sentAs: string): Promise<void> {
    await this.#writes.run((sql) => sql('UPDATE handovers SET sent_as = ? WHERE id = ?').run(sentAs, id));
  }

  /** Looks first: this is asked every second, and a transaction costs a write. */
  async takeErrands(at: number): Promise<readonly Errand[]> {
    const some = this.#file.read((sql) =>
      sql("SELECT 1 FROM errands WHERE due_at <= ? OR (due_at > ? AND kind <> 'follow-up') LIMIT 1").get(at, at + furthestErrand),
    );
    return some === undefined ? [] : this.#writes.run((sql) => handovers.takeErrands(sql, at, this.#sender));
  }

  endErrand(errand: Errand, at: number): Promise<void> {
    return this.#writes.run((sql) => handovers.endErrand(sql, errand, at));
  }

  putOffErrand(errand: Errand, until: number): Promise<void> {
    return this.#writes.run((sql) => handovers.putOffErrand(sql, errand, until));
  }

  async lateErrands(since: number): Promise<number> {
    return this.#file.read((sql) => handovers.lateErrands(sql, since));
  }

  keepPlace(name: string, body: string): Promise<void> {
    return this.#writes.run((sql) => handovers.keepPlace(sql, name, body));
  }

  async findPlace(name: string): Promise<string | undefined> {
    return this.#file.read((sql) => handovers.findPlace(sql, name));
  }

  sweep(before: number): Promise<number> {
    return this.#writes.run((sql) => {
      const rows = sql('SELECT id FROM conversations WHERE touched_at < ? ORDER BY touched_at LIMIT ?').all(before, sweepSize);
      for (const row of rows) {
        const { id } = idRow.parse(row);
        forget(sql, id);
        sql('DELETE FROM conversations WHERE id = ?').run(id);
      }
      return rows.length;
    });
  }

  async secret(name: string, make: () => Uint8Array): Promise<Uint8Array> {
    const row = await this.#writes.run((sql) => {
      sql('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, make());
      return sql('SELECT value FROM secrets WHERE name = ?').get(name);
    });
    return secretRow.parse(row).value;
  }

  /** Nobody else has the file. */
  watch(): void {}

  /** Writes as much as a large turn does, and never the same: on a full disk less may fit, and what is the same is not written. */
  async ping(): Promise<void> {
    await this.#writes.run((sql) => {
      sql("INSERT INTO secrets (name, value) VALUES ('ping', randomblob(32768)) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run();
    });
  }

  async close(): Promise<void> {
    this.#writes.flush();
    this.#file.close();
  }
}
