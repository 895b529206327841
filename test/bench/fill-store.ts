/** Fills a store with conversations of two turns each over the connector, through the store itself. */
import { recordReplies } from '../../bot/record-replies.ts';
import type { Store, TurnRecord } from '../../bot/store/store.ts';
import type { Case } from '../../dialogs/case.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import { takeTurn } from '../../dialogs/take-turn.ts';

/** Conversations that are written together. */
const together = 2_000;
/** How many different conversations are decided; the others are like one of them. */
const different = 200;

/** Writes so many conversations, each begun with one of the symptoms and answered once, with all replies sent. */
export async function fillStore(store: Store, desk: Desk, symptoms: readonly string[], count: number): Promise<void> {
  const templates = await Promise.all(Array.from({ length: different }, (_, index) => play(store, desk, symptoms[index % symptoms.length] ?? '')));
  for (let from = 0; from < count; from += together) {
    const some = Array.from({ length: Math.min(together, count - from) }, (_, index) => from + index);
    for (const turn of [0, 1]) await Promise.all(some.map((number) => write(store, named(templates[number % different]?.[turn], number))));
  }
}

/** A conversation as its turns would be written. */
async function play(store: Store, desk: Desk, symptom: string): Promise<TurnRecord[]> {
  const inputs: Input[] = [
    { kind: 'text', text: symptom },
    { kind: 'text', text: '1' },
  ];
  const people = { from: { id: '29:stored', name: 'Anna Example' }, recipient: { id: '28:stepwise', name: 'Stepwise' } };
  const conversation = { id: 'a:stored', conversationType: 'personal', isGroup: false, name: '' };
  const to = { conversation: '', channel: 'msteams', activity: { ...people, conversation, channelId: 'msteams' }, replyTo: '1' };
  const reference = { serviceUrl: 'http://127.0.0.1:9/', channelId: 'msteams', conversation, user: people.from, bot: people.recipient };
  const turns: TurnRecord[] = [];
  let before: Case | undefined;
  let seq = 0;
  for (const [version, input] of inputs.entries()) {
    const at = Date.now() - 60_000 + version * 20_000;
    const decided = takeTurn(desk, before, input, { now: at, newId: 'case-000000' });
    const records = await recordReplies(store, to, decided.replies, seq + 2, true);
    const [firstSeq, lastSeq] = [seq + 1, seq + 1 + records.length];
    const { case: after, events } = decided;
    const key = `stored-${version}`;
    turns.push({ conversation: '', delivery: 'connector', version, key, firstSeq, lastSeq, case: after, records, events, reference, forget: false, at });
    before = after;
    seq = lastSeq;
  }
  return turns;
}

/** The same turn in another conversation, with a case of its own. */
function named(turn: TurnRecord | undefined, number: number): TurnRecord {
  if (turn === undefined) throw new Error('There is no such turn.');
  const id = String(number).padStart(8, '0');
  return { ...turn, conversation: `msteams:a:stored-${id}`, case: { ...turn.case, id: `stored-${id}` } };
}

async function write(store: Store, turn: TurnRecord): Promise<void> {
  const { kind } = await store.commit(turn);
  if (kind !== 'written') throw new Error('A stored conversation could not be written.');
  const sent = turn.records.map(({ seq }) => ({ seq, sentAs: `1:${seq}` }));
  await store.settle(turn.conversation, sent, turn.at);
}
