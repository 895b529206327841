/** What happened, as the figures read it back. */
import { z } from 'zod';
import { type Audience, audience } from '../../dialogs/audience.ts';

/** From one moment until before another, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);

/** One event. `began` is when its case did; `nth` grows along a case. */
export interface StoredEvent {
  readonly case: string;
  readonly began: number;
  readonly nth: number;
  readonly at: number;
  readonly name: string;
  readonly guide: string | undefined;
  readonly node: string | undefined;
  readonly value: string | undefined;
  readonly audience: Audience;
  readonly language: string | undefined;
}

/** The columns of an event, in the order in which `eventsOf` takes them. */
const maybe = z.string().nullable();
const rows = z.array(z.tuple([z.string(), z.int(), z.int(), z.int(), z.string(), maybe, maybe, maybe, audience, maybe]));

/** Events out of rows without names: those are read several times faster, and there are many. */
export function eventsOf(given: readonly unknown[]): StoredEvent[] {
  return rows.parse(given).map(([id, began, nth, at, name, guide, node, value, whose, language]) => ({
    case: id,
    began,
    nth,
    at,
    name,
    guide: guide ?? undefined,
    node: node ?? undefined,
    value: value ?? undefined,
    audience: whose,
    language: language ?? undefined,
  }));
}

/** Where a page of events ended. */
export type EventPlace = Pick<StoredEvent, 'case' | 'began' | 'nth'>;

/** What somebody wrote beside a rating. */
export interface StoredComment {
  readonly at: number;
  readonly guide: string | undefined;
  readonly audience: StoredEvent['audience'];
  readonly language: string | undefined;
  readonly comment: string;
}

/** Events that one look gives at most: few enough to hold nobody up. */
export const eventPage = 2_000;
/** Comments that one look gives at most. */
export const commentPage = 200;

const commentRow = z.object({ case: z.string(), at: z.int(), guide: text, audience, language: text, body: z.string().nullable() });
const commented = z.object({ comment: z.string() });

/** The comments in rows that come newest first; a case that wrote several kept the last one. */
export function commentsOf(rows: readonly unknown[]): StoredComment[] {
  const byCase = new Map<string, StoredComment>();
  for (const row of rows) {
    const { case: id, body, ...rest } = commentRow.parse(row);
    const kept = commented.safeParse(JSON.parse(body ?? '{}'));
    if (kept.success && !byCase.has(id)) byCase.set(id, { ...rest, comment: kept.data.comment });
  }
  return [...byCase.values()];
}
