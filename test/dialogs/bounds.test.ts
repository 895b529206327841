import { tapValue } from '../../dialogs/input.ts';
import { Conversation } from '../support/conversation.ts';
import { smallDesk } from '../support/small-knowledge.ts';

const places = [...smallDesk().library.guides.values()].map((guide) => `${guide.id}/${guide.start}`);

describe('A case stays small', () => {
  it('however often somebody moves, and the way back still works', () => {
    const person = new Conversation(smallDesk());
    for (let move = 0; move < 1200; move += 1) {
      const to = places[move % places.length]!;
      person.wait(11_000);
      person.send({ kind: 'tap', stamp: person.last.stamp, action: { do: 'go', to, because: ['x'.repeat(120)] }, fields: {} });
    }
    expect(person.case?.choices.length).toBe(300);
    expect(JSON.stringify(person.case).length).toBeLessThan(120_000);
    const before = person.case?.choices.at(-2);
    person.say('back');
    expect(person.case?.choices.at(-1)).toEqual(before);
    person.say('person');
    expect(person.last.kind).toBe('handed-over');
  });

  it('whatever a tap carries, and keeps nothing of what was typed only to know the tap again', () => {
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field-${index}`, 'typed '.repeat(600)]));
    const value = { stepwise: 1, stamp: { case: 'c', node: '-', visit: 0 }, action: { do: 'comment' }, ...fields, constructor: 'x', 'Bad Name': 'x' };
    const tap = tapValue.parse(value);
    expect(Object.keys(tap.fields)).toHaveLength(20);
    const person = new Conversation(smallDesk());
    person.send({ kind: 'tap', ...tap });
    expect(JSON.stringify(person.case)).not.toContain('typed');
    expect(JSON.stringify(person.case).length).toBeLessThan(2_000);
  });
});
