/** One turn as the parameters of one statement. */
import { z } from 'zod';
import { keyText, storable } from './postgres-text.ts';
import { senderLease, type TurnRecord } from './store.ts';

export const commitStatement = 'CALL stepwise_commit_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, NULL)';

export const outcomeRow = z.object({ outcome: z.enum(['conflict', 'mine', 'theirs', 'empty']) });

/** Stands between the bodies, which go as one text: JSON cannot contain it, so nothing has to be escaped or parsed. */
const between = '\u001E';

export function commitValues(turn: TurnRecord, sender: string): readonly unknown[] {
  const { records, reference } = turn;
  return [
    keyText(turn.conversation),
    turn.delivery,
    turn.version,
    keyText(turn.key),
    turn.case.id,
    JSON.stringify(turn.case),
    reference === undefined ? null : JSON.stringify(reference),
    turn.forget,
    turn.at,
    sender,
    turn.firstSeq,
    turn.lastSeq,
    records.map(({ seq }) => seq),
    records.map(({ body }) => body).join(between),
    records.map(({ stamp }) => (stamp === undefined ? null : keyText(stamp))),
    records.map(({ replaces }) => replaces ?? null),
    records.filter(({ pending }) => pending).map(({ seq }) => seq),
    eventsText(turn),
    senderLease,
  ];
}

function eventsText({ events, case: last, language }: TurnRecord): string | null {
  if (events.length === 0) return null;
  const rows = events.map(({ of = last, ...event }) => ({ ...event, case: of.id, began: of.startedAt, language }));
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));
}
