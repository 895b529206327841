/** Fills a store with conversations of two turns each, through the store itself. */
import { activityOf, stampText } from '../../bot/speak.ts';
import type { NewRecord, Store, TurnRecord } from '../../bot/store/store.ts';
import type { Case } from '../../dialogs/case.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import { takeTurn } from '../../dialogs/take-turn.ts';

/** Turns that are written together. */
const together = 2_000;
/** How many different conversations are decided; the others are like one of them. */
const different = 200;

/** Writes so many conversations, each begun with one of the symptoms and answered once. */
export async function fillStore(store: Store, desk: Desk, symptoms: readonly string[], count: number): Promise<void> {
  const templates = Array.from({ length: different }, (_, index) => play(desk, symptoms[index % symptoms.length] ?? ''));
  for (let from = 0; from < count; from += together) {
    const some = Array.from({ length: Math.min(together, count - from) }, (_, index) => from + index);
    for (const turn of [0, 1]) await Promise.all(some.map((number) => store.commit(named(templates[number % different]?.[turn], number))));
  }
}

/** A conversation as its turns would be written. */
function play(desk: Desk, symptom: string): TurnRecord[] {
  const inputs: Input[] = [
    { kind: 'text', text: symptom },
    { kind: 'text', text: '1' },
  ];
  let before: Case | undefined;
  let seq = 0;
  return inputs.map((input, index) => {
    const at = Date.now() - 60_000 + index * 20_000;
    const decided = takeTurn(desk, before, input, { now: at, newId: 'case-000000' });
    before = decided.case;
    const replies = decided.replies.map((reply): Omit<NewRecord, 'seq'> => {
      const addressed = { ...activityOf(reply, 'msteams'), conversation: { id: 'a:stored' }, channelId: 'msteams' };
      return { body: JSON.stringify(addressed), stamp: stampText(reply), pending: false };
    });
    const arrival = { body: JSON.stringify({ type: 'message', ...input, conversation: { id: 'a:stored' }, channelId: 'msteams' }), pending: false };
    const records = [arrival, ...replies].map((record) => ({ ...record, seq: (seq += 1) }));
    const reference = { serviceUrl: 'http://127.0.0.1:9/', channelId: 'msteams', conversation: { id: 'a:stored' } };
    return {
      conversation: '',
      delivery: 'connector',
      version: index,
      key: `stored-${index}`,
      case: decided.case,
      firstSeq: records[0]?.seq ?? 0,
      lastSeq: seq,
      records,
      events: decided.events,
      reference,
      forget: false,
      at,
    };
  });
}

/** The same turn in another conversation, with a case of its own. */
function named(turn: TurnRecord | undefined, number: number): TurnRecord {
  if (turn === undefined) throw new Error('There is no such turn.');
  const id = String(number).padStart(8, '0');
  return { ...turn, conversation: `msteams:a:stored-${id}`, case: { ...turn.case, id: `stored-${id}` } };
}
