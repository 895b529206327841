/** Conversations at random with the real engine, as the events that a store would give back. */
import type { StoredEvent } from '../../bot/store/stored-event.ts';
import type { Case } from '../../dialogs/case.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { takeTurn } from '../../dialogs/take-turn.ts';
import { buttonsOf } from './conversation.ts';

const texts = ['nothing prints', 'paper is stuck in the tray', 'the printer', 'no coffee', 'xyz', 'back', 'person', 'it works now', 'start over', '86000C2B'];

type Random = (below: number) => number;

/** Every event of that many conversations, each begun a minute after the one before, in the order of the store. */
export function randomWalks(desk: Desk, count: number, random: Random, from: number): StoredEvent[] {
  const walks = Array.from({ length: count }, (_, number) => walk(desk, `c${String(number).padStart(6, '0')}`, random, from + number * 60_000));
  return walks.flat().sort((one, other) => one.began - other.began || compare(one.case, other.case) || one.nth - other.nth);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one === other ? 0 : 1;
}

function walk(desk: Desk, name: string, random: Random, began: number): StoredEvent[] {
  const events: StoredEvent[] = [];
  const language = [undefined, 'en', 'de'][random(3)];
  let [before, now]: [Case | undefined, number] = [undefined, began];
  let shown: Reply | undefined;
  const turns = 2 + random(12);
  for (let turn = 0; turn < turns; turn += 1) {
    const decided = takeTurn(desk, before, next(shown, random), { now, newId: `${name}-${turn}`.padEnd(12, '-') });
    before = decided.case;
    for (const { name: event, guide, node, value, audience, of = before } of decided.events) {
      events.push({ case: of.id, began: of.startedAt, nth: events.length + 1, at: now, name: event, guide, node, value, audience, language });
    }
    shown = decided.replies.at(-1) ?? shown;
    now += random(25) === 0 ? 30 * 3_600_000 : 15_000 + random(10) * 60_000;
  }
  return events;
}

function next(shown: Reply | undefined, random: Random): Input {
  const buttons = shown === undefined ? [] : buttonsOf(shown);
  const button = buttons[random(buttons.length)];
  if (shown === undefined || button === undefined || random(6) === 0) return { kind: 'text', text: texts[random(texts.length)] ?? '' };
  return { kind: 'tap', stamp: shown.stamp, action: button.action, fields: { code: '86000C2B' } };
}
