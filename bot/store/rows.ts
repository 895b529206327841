/** What the databases give back, parsed: the same rows from each of them. */
import { z } from 'zod';
import { caseSchema } from '../../dialogs/case.ts';
import type { StoredConversation } from './store.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));
const optionalText = z
  .string()
  .nullable()
  .transform((text) => text ?? undefined);

const conversationRow = z.object({
  version: z.int(),
  delivery: z.enum(['direct-line', 'connector']),
  seq: z.int(),
  body: json.pipe(caseSchema),
  reference: json.nullable(),
});
/** A conversation's row as the contract gives it. */
export function conversationOf(row: unknown): StoredConversation {
  const { body, reference, ...rest } = conversationRow.parse(row);
  return { ...rest, case: body, ...(reference === null ? {} : { reference }) };
}
export const recordedRow = z.object({ seq: z.int(), replaces: z.int().nullable(), activity: json.pipe(z.record(z.string(), z.unknown())) });
export const seenRow = z.object({ firstSeq: z.int(), lastSeq: z.int() });
export const uploadRow = z.object({ name: z.string(), contentType: z.string(), content: z.instanceof(Uint8Array) });
export const countRow = z.object({ count: z.int() });
export const seqRow = z.object({ seq: z.int() });
export const idRow = z.object({ id: z.string() });
export const secretRow = z.object({ value: z.instanceof(Uint8Array) });
export const dueRow = z.object({ conversation: z.string() });
export const pendingRow = z.object({ seq: z.int(), body: z.string(), sentAs: optionalText });
export const claimRow = z.object({ tries: z.int(), reference: json });

export const handoverRow = z.object({ id: z.string(), conversation: z.string(), body: z.string(), address: z.string(), sentAs: optionalText });
export const errandRow = z.object({
  id: z.string(),
  conversation: z.string(),
  handover: z.string(),
  kind: z.enum(['webhook', 'webhook-news', 'card', 'card-note', 'follow-up']),
  body: z.string(),
  revision: z.int(),
  tries: z.int(),
  since: z.coerce.number(),
});
export const placeRow = z.object({ body: z.string() });

/** Longer than any lease or back-off, in milliseconds: a time further ahead was written before the clock was set back. */
export const furthest = 120_000;
/** Conversations that one sweep deletes at most. */
export const sweepSize = 500;
