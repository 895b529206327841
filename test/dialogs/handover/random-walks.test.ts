import fc from 'fast-check';
import { renderCard } from '../../../cards/render-card.ts';
import { renderText } from '../../../cards/render-text.ts';
import { caseSchema } from '../../../dialogs/case.ts';
import { handoverPackage } from '../../../dialogs/handover/package.ts';
import type { Input } from '../../../dialogs/input.ts';
import { cardFaults } from '../../support/card-rules.ts';
import { buttonsOf, Conversation } from '../../support/conversation.ts';
import { smallDesk } from '../../support/small-knowledge.ts';

const words = [
  'person',
  'here in this chat',
  'anna@contoso.com',
  '+49 30 12345',
  '1',
  'yes',
  'no',
  'back',
  'start over',
  'printer jam',
  'it works now',
  'hm',
  'forget me',
];
const did = ['took', 'released', 'solved', 'said'] as const;
const move = fc.record({
  kind: fc.constantFrom('tap', 'tap', 'tap', 'old-tap', 'say', 'file', 'late', 'arrived', 'helpdesk', 'follow-up'),
  pick: fc.nat(1000),
});

function fromHelpdesk(person: Conversation, kind: string, pick: number): Input | undefined {
  const id = person.case?.handovers?.at(pick % 2 === 0 ? -1 : 0)?.id ?? 'nothing-sent';
  if (kind === 'late') return { kind: 'handover-late', id };
  if (kind === 'arrived') return { kind: 'handover-arrived', id, ticket: pick % 3 === 0 ? 'INC1' : undefined };
  if (kind === 'follow-up') return { kind: 'follow-up', id };
  if (kind === 'helpdesk')
    return {
      kind: 'helpdesk-did',
      id,
      did: did[pick % 4] ?? 'took',
      via: 'card',
      by: pick % 2 === 0 ? 'Bert' : undefined,
      text: pick % 5 === 0 ? undefined : '[x](http://x.test)',
    };
  return kind === 'file' ? { kind: 'file', files: [{ name: 'a.log', problem: 'no' }] } : undefined;
}

function step(person: Conversation, kind: string, pick: number): void {
  const input = fromHelpdesk(person, kind, pick);
  if (input !== undefined) return void person.send(input);
  if (kind === 'say') return void person.say(words[pick % words.length] ?? '');
  const cards = person.shown.filter((reply) => buttonsOf(reply).length > 0);
  const card = kind === 'old-tap' ? cards[pick % cards.length] : cards.at(-1);
  const button = card && buttonsOf(card)[pick % buttonsOf(card).length];
  if (card && button) person.tap(button.label, card, { contact: 'anna@contoso.com', answer: pick % 3 === 0 ? '' : 'thanks', comment: 'fine' });
}

test('whatever a person and the helpdesk do, the case is sound, the cards are good, and what is sent can be read', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      const person = new Conversation({ ...smallDesk(), helpdesk: { followUpAfter: 1000 } });
      person.say('printer offline');
      for (const { kind, pick } of moves) {
        const before = person.shown.length;
        step(person, kind, pick);
        caseSchema.parse(person.case);
        for (const reply of person.shown.slice(before)) {
          expect(cardFaults(renderCard(reply))).toEqual([]);
          expect(renderText(reply)).not.toContain('undefined');
        }
      }
      for (const effect of person.effects) if (effect.kind === 'hand-over') handoverPackage.parse(JSON.parse(JSON.stringify(effect.parcel)));
      const ids = person.effects.flatMap((effect) => (effect.kind === 'hand-over' ? [effect.parcel.id] : []));
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 150 },
  );
});
