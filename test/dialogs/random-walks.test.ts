import fc from 'fast-check';
import { caseSchema } from '../../dialogs/case.ts';
import { replay } from '../../dialogs/replay.ts';
import { Conversation, buttonsOf } from '../support/conversation.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { smallDesk } from '../support/small-knowledge.ts';

type Move = { readonly kind: 'tap' | 'old-tap' | 'twice' | 'say' | 'wait' | 'reload'; readonly pick: number };

const words = [
  'back',
  'start over',
  'help',
  'where am i',
  'person',
  '1',
  '2',
  'yes',
  'no',
  'continue',
  'thanks',
  'hello',
  '86000C2B',
  'qwxz',
  'it works now',
  'still not working',
  'printer jam',
  'certificate warning',
  ' ',
  '\u202E🤷',
];
const move = fc.record({ kind: fc.constantFrom<Move['kind']>('tap', 'tap', 'tap', 'tap', 'old-tap', 'twice', 'say', 'wait', 'reload'), pick: fc.nat(1000) });

function step(person: Conversation, { kind, pick }: Move): void {
  const cards = person.shown.filter((reply) => buttonsOf(reply).length > 0);
  const card = kind === 'old-tap' ? cards[pick % cards.length] : cards.at(-1);
  const button = card && buttonsOf(card)[pick % buttonsOf(card).length];
  if (kind === 'say') person.say(words[pick % words.length] ?? '');
  else if (kind === 'wait') person.wait(pick * 60_000);
  else if (kind === 'reload') person.send({ kind: 'joined' });
  else if (card && button) {
    person.tap(button.label, card, { code: '80072F0D', comment: 'fine', 'field-mailbox': "O'Brien" });
    if (kind === 'twice') person.tapAtOnce(button.label, card);
  }
}

/** What must hold after each turn, whatever a person does. */
function expectSound(person: Conversation): void {
  const parsed = caseSchema.parse(person.case);
  const walk = replay(person.desk.library, parsed.choices);
  expect(walk.lost).toBe(0);
  expect(JSON.stringify(person.shown.at(-1))).not.toContain('undefined');
}

function backToTheStart(person: Conversation): void {
  person.say('continue');
  for (let left = person.case?.choices.length ?? 0; left > 0; left -= 1) {
    person.say('back');
    expect(person.case?.choices).toHaveLength(left - 1);
  }
  expect(person.last.kind).toBe('welcome');
}

describe.each([
  ['the small helpdesk', smallDesk(), 400],
  ['the shipped guides', shippedDesk(), 150],
])('Whatever a person does with %s', (_name, desk, runs) => {
  it('nothing throws, no choice is lost, and there is always a way back to the start and out', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 40 }), (moves) => {
        const person = new Conversation(desk);
        for (const one of moves) {
          step(person, one);
          expectSound(person);
        }
        person.wait(1);
        backToTheStart(person);
        person.say('person');
        expect(person.last.kind).toBe('handed-over');
      }),
      { numRuns: runs },
    );
  });
});
