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
    // Only a card that may be shown again is found again; nothing asks for the others any more.
    if (sql('DELETE FROM history WHERE conversation = ? AND seq = ? AND stamp IS NULL').run(conversation, seq).changes === 1) continue;
    sql("UPDATE history SET sent_as = ?, to_send = 0, activity = '{}' WHERE conversation = ? AND seq = ?").run(sentAs ?? null, conversation, seq);
  }
  const after = sent.at(-1)?.seq ?? 0;
  if (sql('DELETE FROM outbox WHERE conversation = ? AND last <= ?').run(conversation, after).changes === 1) return [];
  // Forgotten meanwhile: what waits now is another sender's.
  const row = sql('SELECT 1 FROM outbox WHERE conversation = ? AND (after < ? OR ? = 0)').get(conversation, after, after);
  if (row === undefined) return [];
  const left = pendingOf(sql, conversation, after);
  sql('UPDATE outbox SET after = max(after, ?), due_at = ?, tries = 0 WHERE conversation = ?').run(after, at + senderLease, conversation);
  return left;
}

export function postponeOutbox(sql: Sql, conversation: string, until: number): void {
  sql('UPDATE outbox SET sender = NULL, due_at = ?, tries = tries + 1 WHERE conversation = ?').run(until, conversation);
}

/** What waits after that number, or after the one that the outbox knows. */
function pendingOf(sql: Sql, conversation: string, after = 0): Pending[] {
  const rows = sql(
    `SELECT h.seq, h.activity AS body, r.sent_as AS sentAs FROM outbox o JOIN history h ON h.conversation = o.conversation AND h.seq > max(o.after, ?)
     LEFT JOIN history r ON r.conversation = h.conversation AND r.seq = h.replaces WHERE o.conversation = ? AND h.to_send = 1 ORDER BY h.seq`,
  ).all(after, conversation);
  return rows.map((row) => pendingRow.parse(row));
}
