/** How events are read in PostgreSQL. Numbers come as floats, because drivers give whole numbers of eight bytes as text. */
import { commentPage, eventPage, type EventPlace, type Period } from './stored-event.ts';

const number = (column: string): string => `${column}::float8 AS ${column}`;

export const eventsStatement = `
  SELECT case_id AS "case", ${['began', 'nth', 'at'].map(number).join(', ')}, name, guide, node, value, audience, language FROM events
  WHERE (began, case_id, nth) > ($1, $2, $3) AND began < $4 ORDER BY began, case_id, nth LIMIT ${eventPage}`;

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
