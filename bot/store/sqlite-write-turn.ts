/** The statements of one turn, inside an open transaction. */
import { unlinkEvents, writeEvents } from './sqlite-events.ts';
import { writeWork } from './sqlite-handovers.ts';
import type { Sql } from './sqlite-file.ts';
import { type Committed, senderLease, type TurnRecord } from './store.ts';

/** Milliseconds to which the time of the last turn is rounded: it is only needed for deleting after days. */
const hour = 3_600_000;

/** Writes a turn, or nothing when the key is known or the version has moved on. */
export function writeTurn(sql: Sql, turn: TurnRecord, sender: string): Committed {
  const { conversation, firstSeq, lastSeq, at } = turn;
  if (sql('SELECT 1 FROM seen WHERE conversation = ? AND key = ?').get(conversation, turn.key) !== undefined) return { kind: 'conflict' };
  if (!writeConversation(sql, turn)) return { kind: 'conflict' };
  if (turn.forget) forget(sql, conversation);
  sql('INSERT INTO seen (conversation, key, first_seq, last_seq, at) VALUES (?, ?, ?, ?, ?)').run(conversation, turn.key, firstSeq, lastSeq, at);
  writeRecords(sql, turn);
  writeEvents(sql, turn);
  if (turn.work !== undefined) writeWork(sql, conversation, turn.work, at);
  return { kind: 'written', outbox: writeOutbox(sql, turn, sender) };
}

/** The case stands in the conversation's row; the one before it is put aside when a new one begins. */
function writeConversation(sql: Sql, turn: TurnRecord): boolean {
  const { conversation, version, delivery, lastSeq: last } = turn;
  const reference = turn.reference === undefined ? null : JSON.stringify(turn.reference);
  const touched = Math.floor(turn.at / hour) * hour;
  const body = JSON.stringify(turn.case);
  if (version === 0) {
    const insert =
      'INSERT INTO conversations (id, version, delivery, case_id, seq, reference, touched_at, body) VALUES (?, 1, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
    return sql(insert).run(conversation, delivery, turn.case.id, last, reference, touched, body).changes === 1;
  }
  if (turn.continues !== true) putAside(sql, turn);
  const update =
    'UPDATE conversations SET version = version + 1, case_id = ?, body = ?, seq = max(seq, ?), reference = coalesce(?, reference), touched_at = ? WHERE id = ? AND version = ?';
  return sql(update).run(turn.case.id, body, last, reference, touched, conversation, version).changes === 1;
}

/** Keeps the case before, when this is another one. */
function putAside(sql: Sql, { conversation, version, case: after }: TurnRecord): void {
  sql(
    'INSERT INTO cases (id, conversation, body, touched_at) SELECT case_id, id, body, touched_at FROM conversations WHERE id = ? AND version = ? AND case_id <> ? ON CONFLICT (id) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at',
  ).run(conversation, version, after.id);
}

function writeRecords(sql: Sql, { conversation, records, at }: TurnRecord): void {
  for (const { seq, body, stamp, replaces, pending } of records) {
    sql('INSERT INTO history (conversation, seq, activity, stamp, replaces, to_send, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      conversation,
      seq,
      body,
      stamp ?? null,
      replaces ?? null,
      pending ? 1 : 0,
      at,
    );
  }
}

/** Whoever puts the first reply into an empty outbox is its sender. */
function writeOutbox(sql: Sql, { conversation, records, at }: TurnRecord, sender: string): 'mine' | 'theirs' | 'empty' {
  const last = records.findLast((one) => one.pending)?.seq;
  if (last === undefined) return 'empty';
  const insert = 'INSERT INTO outbox (conversation, after, last, due_at, sender) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  if (sql(insert).run(conversation, (records[0]?.seq ?? 1) - 1, last, at + senderLease, sender).changes === 1) return 'mine';
  sql('UPDATE outbox SET last = ? WHERE conversation = ?').run(last, conversation);
  return 'theirs';
}

/**
 * Deletes all that is kept of a conversation but the conversation itself. Events say nothing about a person, and stay:
 * under an id that stands nowhere else, because a ticket or an old card may still show the case's.
 */
export function forget(sql: Sql, conversation: string): void {
  unlinkEvents(sql, conversation);
  for (const table of ['cases', 'seen', 'history', 'uploads', 'outbox', 'codes', 'errands', 'handovers'])
    sql(`DELETE FROM ${table} WHERE conversation = ?`).run(conversation);
}
