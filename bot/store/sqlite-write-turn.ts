/** The statements of one turn, inside an open transaction. */
import type { Sql } from './sqlite-file.ts';
import { type Committed, senderLease, type TurnRecord } from './store.ts';

/** Milliseconds to which the time of the last turn is rounded: it is only needed for deleting after days. */
const hour = 3_600_000;

/** Writes a turn, or nothing when the key is known or the version has moved on. */
export function writeTurn(sql: Sql, turn: TurnRecord, sender: string): Committed {
  const { conversation, records, at } = turn;
  const last = records.at(-1)?.seq ?? 0;
  if (sql('SELECT 1 FROM seen WHERE conversation = ? AND key = ?').get(conversation, turn.key) !== undefined) return { kind: 'conflict' };
  if (!writeConversation(sql, turn, last)) return { kind: 'conflict' };
  if (turn.forget) forget(sql, conversation);
  sql('INSERT INTO seen (conversation, key, first_seq, last_seq, at) VALUES (?, ?, ?, ?, ?)').run(conversation, turn.key, records[0]?.seq ?? 0, last, at);
  sql(
    'INSERT INTO cases (id, conversation, body, touched_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at',
  ).run(turn.case.id, conversation, JSON.stringify(turn.case), at);
  writeRecords(sql, turn);
  return { kind: 'written', outbox: writeOutbox(sql, turn, sender) };
}

function writeConversation(sql: Sql, turn: TurnRecord, last: number): boolean {
  const reference = turn.reference === undefined ? null : JSON.stringify(turn.reference);
  const touched = Math.floor(turn.at / hour) * hour;
  if (turn.version === 0) {
    return (
      sql('INSERT INTO conversations (id, version, delivery, case_id, seq, reference, touched_at) VALUES (?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
        turn.conversation,
        turn.delivery,
        turn.case.id,
        last,
        reference,
        touched,
      ).changes === 1
    );
  }
  return (
    sql(
      'UPDATE conversations SET version = version + 1, case_id = ?, seq = max(seq, ?), reference = coalesce(?, reference), touched_at = ? WHERE id = ? AND version = ?',
    ).run(turn.case.id, last, reference, touched, turn.conversation, turn.version).changes === 1
  );
}

function writeRecords(sql: Sql, { conversation, records, events, case: { id }, at }: TurnRecord): void {
  for (const { seq, body, stamp, replaces, pending } of records) {
    sql('INSERT INTO history (conversation, seq, activity, stamp, replaces, pending, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      conversation,
      seq,
      body,
      stamp ?? null,
      replaces ?? null,
      pending ? 1 : 0,
      at,
    );
  }
  for (const { name, guide, node, value, audience } of events) {
    sql('INSERT INTO events (at, case_id, name, guide, node, value, audience) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      at,
      id,
      name,
      guide ?? null,
      node ?? null,
      value ?? null,
      audience,
    );
  }
}

/** Whoever puts the first reply into an empty outbox is its sender. */
function writeOutbox(sql: Sql, { conversation, records, at }: TurnRecord, sender: string): 'mine' | 'theirs' | 'empty' {
  if (!records.some((one) => one.pending)) return 'empty';
  const fresh = sql('INSERT INTO outbox (conversation, due_at, sender) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(conversation, at + senderLease, sender);
  return fresh.changes === 1 ? 'mine' : 'theirs';
}

/** Deletes all that is kept of a conversation but the conversation itself; events say nothing about a person, and stay. */
export function forget(sql: Sql, conversation: string): void {
  for (const table of ['cases', 'seen', 'history', 'uploads', 'outbox']) sql(`DELETE FROM ${table} WHERE conversation = ?`).run(conversation);
}
