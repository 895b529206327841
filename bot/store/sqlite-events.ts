/** The events in SQLite: written with their turn, read case by case, and cut off from whoever is forgotten. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Sql } from './sqlite-file.ts';
import type { TurnRecord } from './store.ts';
import { commentPage, commentsOf, eventPage, type EventPlace, eventsOf, type Period, type StoredComment, type StoredEvent } from './stored-event.ts';

const hour = 3_600_000;

/** Writes what happened in a turn. */
export function writeEvents(sql: Sql, { events, case: last, at, language }: TurnRecord): void {
  for (const { name, guide, node, value, audience, of = last } of events) {
    sql('INSERT INTO events (at, case_id, began, name, guide, node, value, audience, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      at,
      of.id,
      of.startedAt,
      name,
      guide ?? null,
      node ?? null,
      value ?? null,
      audience,
      language ?? null,
    );
  }
}

const startRow = z.object({ id: z.string(), began: z.int().nullable() });

/**
 * Puts the events of a conversation under new ids that stand nowhere else, and moves each case to the full hour before it
 * began: the times in between stay right, and say no more when somebody was there.
 */
export function unlinkEvents(sql: Sql, conversation: string): void {
  const cases = `
    SELECT case_id AS id, body ->> '$.startedAt' AS began FROM conversations WHERE id = ?1
    UNION ALL SELECT id, body ->> '$.startedAt' FROM cases WHERE conversation = ?1`;
  for (const row of sql(cases).all(conversation)) {
    const { id, began } = startRow.parse(row);
    if (began === null) continue;
    const early = began % hour;
    sql('UPDATE events SET case_id = ?, began = began - ?, at = at - ? WHERE began = ? AND case_id = ?').run(randomUUID(), early, early, began, id);
  }
}

/** @see Store.events */
export function readEvents(sql: Sql, { from, until }: Period, after?: EventPlace): StoredEvent[] {
  const columns = 'case_id AS "case", began, id AS nth, at, name, guide, node, value, audience, language';
  const text = `SELECT ${columns} FROM events WHERE (began, case_id, id) > (?, ?, ?) AND began < ? ORDER BY began, case_id, id LIMIT ?`;
  const place = after ?? { began: from, case: '', nth: 0 };
  const statement = sql(text);
  statement.setReturnArrays(true);
  return eventsOf(statement.all(place.began, place.case, place.nth, until, eventPage));
}

/** @see Store.comments */
export function readComments(sql: Sql, { from, until }: Period): StoredComment[] {
  const text = `
    SELECT e.case_id AS "case", e.at, e.guide, e.audience, e.language, coalesce(c.body, k.body) AS body FROM events e
    LEFT JOIN conversations c ON c.case_id = e.case_id AND instr(c.body, '"comment":') > 0
    LEFT JOIN cases k ON k.id = e.case_id
    WHERE e.name = 'commented' AND e.began >= ? AND e.began < ? AND coalesce(c.body, k.body) IS NOT NULL
    ORDER BY e.began DESC, e.id DESC LIMIT ?`;
  return commentsOf(sql(text).all(from, until, commentPage));
}
