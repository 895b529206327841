/** Turns to write into a store. */
import type { NewRecord, TurnRecord } from '../../bot/store/store.ts';
import type { StoreReports } from '../../bot/store/store-unavailable.ts';
import { newCase } from '../../dialogs/case.ts';

export function record(seq: number, change: Partial<NewRecord> = {}): NewRecord {
  return { seq, body: bodyOf(seq), pending: false, ...change };
}

export function bodyOf(seq: number): string {
  return JSON.stringify({ type: 'message', text: `number ${seq}` });
}

/** The first turn of conversation `c`, with two activities. */
export function turn(change: Partial<TurnRecord> = {}): TurnRecord {
  const { records = [record(1), record(2)] } = change;
  const numbers = { firstSeq: records[0]?.seq ?? 0, lastSeq: records.at(-1)?.seq ?? 0 };
  return {
    conversation: 'c',
    delivery: 'direct-line',
    version: 0,
    key: 'k1',
    case: newCase('case-0001', 5),
    records,
    ...numbers,
    events: [{ name: 'arrived', guide: 'g', node: 'n', audience: 'user' }],
    forget: false,
    at: 5,
    ...change,
  };
}

/** Reports that nobody reads. */
export const unread: StoreReports = { failed: () => undefined, works: () => undefined, restored: () => undefined };

/** A turn of conversation `c` with replies that wait to be sent: those of the given numbers. */
export function waitingTurn(version: number, seqs: readonly number[], change: Partial<TurnRecord> = {}): TurnRecord {
  const records = seqs.map((seq) => record(seq, { pending: true }));
  return turn({ delivery: 'connector', version, key: `waiting-${version}`, reference: { serviceUrl: 'http://127.0.0.1/' }, records, at: 1000, ...change });
}
