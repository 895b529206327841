/** How events are read in PostgreSQL. */
import { z } from 'zod';
import { commentPage, eventPage, type EventPlace, eventsOf, type Period, type StoredEvent } from './stored-event.ts';

/** A page is one text: reading that takes a fraction of what the driver takes for rows, and there are many. */
export const eventsStatement = `
  SELECT json_agg(json_build_array(case_id, began, nth, at, name, guide, node, value, audience, language) ORDER BY began, case_id, nth)::text AS page FROM (
    SELECT * FROM events WHERE (began, case_id, nth) > ($1, $2, $3) AND began < $4 ORDER BY began, case_id, nth LIMIT ${eventPage}
  ) AS e`;

const page = z.object({ page: z.string().nullable() });
const list = z.array(z.unknown());

export function eventsIn(row: unknown): StoredEvent[] {
  return eventsOf(list.parse(JSON.parse(page.parse(row).page ?? '[]')));
}

export function eventsValues({ from, until }: Period, after?: EventPlace): readonly unknown[] {
  const { began, case: id, nth } = after ?? { began: from, case: '', nth: 0 };
  return [began, id, nth, until];
}

export const commentsStatement = `
  SELECT e.case_id AS "case", e.at::float8 AS at, e.guide, e.audience, e.language, coalesce(c.body, k.body) AS body FROM events e
  LEFT JOIN conversations c ON c.id = e.conversation AND c.case_id = e.case_id
  LEFT JOIN cases k ON k.conversation = e.conversation AND k.id = e.case_id
  WHERE e.name = 'commented' AND e.began >= $1 AND e.began < $2 AND coalesce(c.body, k.body) IS NOT NULL
  ORDER BY e.began DESC, e.nth DESC LIMIT ${commentPage}`;
