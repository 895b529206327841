/** The statements of one turn's transaction. */
import type { StatementSync } from 'node:sqlite';
import type { TurnRecord } from './store.ts';

/** Writes a turn inside an open transaction; `false` when the key is known or the version has moved on. */
export function writeTurn(sql: (text: string) => StatementSync, turn: TurnRecord): boolean {
  const { conversation, records, at } = turn;
  const first = records[0]?.seq ?? 0;
  const last = records.at(-1)?.seq ?? 0;
  const fresh = sql('INSERT INTO seen (conversation, key, first_seq, last_seq, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    conversation,
    turn.key,
    first,
    last,
    at,
  );
  if (fresh.changes === 0 || !writeConversation(sql, turn, last)) return false;
  sql(
    'INSERT INTO cases (id, conversation, body, touched_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at',
  ).run(turn.case.id, conversation, JSON.stringify(turn.case), at);
  for (const one of records) {
    sql('INSERT INTO history (conversation, seq, activity, stamp, replaces, pending, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      conversation,
      one.seq,
      JSON.stringify(one.activity),
      one.stamp ?? null,
      one.replaces ?? null,
      one.pending ? 1 : 0,
      at,
    );
  }
  for (const event of turn.events) {
    sql('INSERT INTO events (at, case_id, name, guide, node, value, audience) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      at,
      turn.case.id,
      event.name,
      event.guide ?? null,
      event.node ?? null,
      event.value ?? null,
      event.audience,
    );
  }
  return true;
}

function writeConversation(sql: (text: string) => StatementSync, turn: TurnRecord, last: number): boolean {
  const reference = turn.reference === undefined ? null : JSON.stringify(turn.reference);
  if (turn.version === 0) {
    return (
      sql('INSERT INTO conversations (id, version, delivery, case_id, seq, reference, touched_at) VALUES (?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
        turn.conversation,
        turn.delivery,
        turn.case.id,
        last,
        reference,
        turn.at,
      ).changes === 1
    );
  }
  return (
    sql(
      'UPDATE conversations SET version = version + 1, case_id = ?, seq = max(seq, ?), reference = coalesce(?, reference), touched_at = ? WHERE id = ? AND version = ?',
    ).run(turn.case.id, last, reference, turn.at, turn.conversation, turn.version).changes === 1
  );
}
