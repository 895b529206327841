/** The statements of the outbox: who sends what waits in a conversation, and what is left. */
import { claimRow, dueRow, furthest, pendingRow } from './rows.ts';
import type { Sql } from './sqlite-file.ts';
import { type Claimed, outboxPage, type Pending, senderLease, type Settled } from './store.ts';

export function dueConversations(sql: Sql, at: number): string[] {
  const rows = sql('SELECT conversation FROM outbox WHERE due_at <= ? OR due_at > ? ORDER BY due_at LIMIT ?').all(at, at + furthest, outboxPage);
  return rows.map((row) => dueRow.parse(row).conversation);
}

export function claimOutbox(sql: Sql, conversation: string, at: number, sender: string): Claimed | undefined {
  const claimed = sql('UPDATE outbox SET sender = ?, due_at = ? WHERE conversation = ? AND (due_at <= ? OR due_at > ?)').run(
    sender,
    at + senderLease,
    conversation,
    at,
    at + furthest,
  );
  if (claimed.changes === 0) return undefined;
  const row = sql('SELECT tries, reference FROM outbox JOIN conversations ON id = conversation WHERE conversation = ?').get(conversation);
  return { ...claimRow.parse(row), pending: pendingOf(sql, conversation) };
}

export function settleOutbox(sql: Sql, conversation: string, sent: readonly Settled[], at: number): readonly Pending[] {
  for (const { seq, sentAs } of sent) {
    sql('UPDATE history SET pending = 0, sent_as = ? WHERE conversation = ? AND seq = ?').run(sentAs ?? null, conversation, seq);
  }
  const left = pendingOf(sql, conversation);
  if (left.length === 0) sql('DELETE FROM outbox WHERE conversation = ?').run(conversation);
  else sql('UPDATE outbox SET due_at = ?, tries = 0 WHERE conversation = ?').run(at + senderLease, conversation);
  return left;
}

export function postponeOutbox(sql: Sql, conversation: string, until: number): void {
  sql('UPDATE outbox SET sender = NULL, due_at = ?, tries = tries + 1 WHERE conversation = ?').run(until, conversation);
}

function pendingOf(sql: Sql, conversation: string): Pending[] {
  const rows = sql(
    `SELECT h.seq, h.activity AS body, r.sent_as AS sentAs FROM history h LEFT JOIN history r ON r.conversation = h.conversation AND r.seq = h.replaces
     WHERE h.conversation = ? AND h.pending = 1 ORDER BY h.seq`,
  ).all(conversation);
  return rows.map((row) => pendingRow.parse(row));
}
