/** The statements for the helpdesk, inside an open transaction. */
import { type Errand, errandLease, errandPage, furthestErrand, isFree, type HelpdeskWork, type KeptHandover } from './handover-store.ts';
import { countRow, errandRow, handoverRow, placeRow } from './rows.ts';
import type { Sql } from './sqlite-file.ts';

/** What a turn writes for the helpdesk. An errand that somebody is at keeps its time: it is looked at again when it ends. */
export function writeWork(sql: Sql, conversation: string, work: HelpdeskWork, at: number): void {
  const { handover, errands } = work;
  if (handover !== undefined)
    sql('INSERT INTO handovers (id, conversation, body, address, at) VALUES (?, ?, ?, ?, ?)').run(
      handover.id,
      conversation,
      handover.body,
      handover.address,
      at,
    );
  for (const { id, handover: of, kind, body, dueAt } of errands) {
    sql(
      `INSERT INTO errands (id, conversation, handover, kind, body, revision, due_at, since, tries) VALUES (?, ?, ?, ?, ?, 1, ?, ?, 0)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, revision = revision + 1,
       since = CASE kind WHEN 'follow-up' THEN excluded.since ELSE since END, due_at = CASE WHEN owner IS NULL THEN excluded.due_at ELSE due_at END`,
    ).run(id, conversation, of, kind, body, dueAt, dueAt);
  }
}

export function findHandover(sql: Sql, id: string): KeptHandover | undefined {
  return handoverRow.optional().parse(sql('SELECT id, conversation, body, address, sent_as AS sentAs FROM handovers WHERE id = ?').get(id));
}

export function takeErrands(sql: Sql, at: number, owner: string): Errand[] {
  const rows = sql(
    `UPDATE errands SET owner = ?, due_at = ? WHERE id IN (
       SELECT id FROM errands WHERE (due_at <= ? OR (due_at > ? AND kind <> 'follow-up')) AND ${isFree} ORDER BY due_at LIMIT ${errandPage})
     RETURNING id, conversation, handover, kind, body, revision, tries, since`,
  ).all(owner, at + errandLease, at, at + furthestErrand);
  return rows.map((row) => errandRow.parse(row));
}

export function endErrand(sql: Sql, { id, revision }: Errand, at: number): void {
  if (sql('DELETE FROM errands WHERE id = ? AND revision = ?').run(id, revision).changes === 1) return;
  sql('UPDATE errands SET owner = NULL, due_at = ?, tries = 0 WHERE id = ?').run(at, id);
}

export function putOffErrand(sql: Sql, { id }: Errand, until: number): void {
  sql('UPDATE errands SET owner = NULL, due_at = ?, tries = tries + 1 WHERE id = ?').run(until, id);
}

export function lateErrands(sql: Sql, since: number): number {
  return countRow.parse(sql("SELECT count(*) AS count FROM errands WHERE kind <> 'follow-up' AND since < ?").get(since)).count;
}

export function keepPlace(sql: Sql, name: string, body: string): void {
  sql('INSERT INTO places (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body').run(name, body);
}

export function findPlace(sql: Sql, name: string): string | undefined {
  return placeRow.optional().parse(sql('SELECT body FROM places WHERE name = ?').get(name))?.body;
}
