import { Person } from './load/person.ts';
import { realSymptoms, walks } from './load/walks.ts';

function button(title: string, does: string) {
  return { type: 'Action.Submit', title, associatedInputs: 'none', data: { stepwise: 1, action: { do: does } } };
}

function cardWith(...buttons: object[]): object {
  return { type: 'message', attachments: [{ content: { type: 'AdaptiveCard', body: [{ type: 'ActionSet', actions: buttons }] } }] };
}

describe('A person of the load', () => {
  test('sees the buttons of a card, folded ones too, but not those that send a field', () => {
    const person = new Person(0, realSymptoms);
    const folded = { type: 'Action.ShowCard', card: { body: [{ type: 'ActionSet', actions: [button('Inside', 'go')] }] } };
    person.see(cardWith(button('Yes', 'answer'), { type: 'Action.Submit', title: 'Fill in', data: {} }, folded));
    expect(person.buttons.map(({ title }) => title)).toEqual(['Yes', 'Inside']);
  });

  test('keeps the buttons when a message has no card', () => {
    const person = new Person(0, realSymptoms);
    person.see(cardWith(button('Yes', 'answer')));
    person.see({ type: 'message', text: 'Thank you.' });
    expect(person.buttons).toHaveLength(1);
  });

  test('says one problem, two typed answers and seven taps in a mixed conversation of ten turns', () => {
    const person = new Person(0, realSymptoms);
    person.see(cardWith(button('Yes', 'answer'), button('Back', 'back'), button('Start over', 'start-over')));
    const said = Array.from({ length: 10 }, (_, turn) => walks.mixed(person, turn));
    expect(said.filter((one) => 'value' in one)).toHaveLength(7);
    expect(said.filter((one) => 'text' in one && realSymptoms.includes(one.text))).toHaveLength(1);
    expect(said.filter((one) => 'text' in one && ['1', 'Yes'].includes(one.text))).toHaveLength(2);
  });

  test('says the same in every run', () => {
    const [one, again] = [new Person(3, realSymptoms), new Person(3, realSymptoms)].map((person) => [0, 10, 20].map((turn) => walks.mixed(person, turn)));
    expect(one).toEqual(again);
  });

  test('pastes a policy of two to three kilobytes', () => {
    const said = walks.policy(new Person(0, realSymptoms), 0);
    const length = 'text' in said ? said.text.length : 0;
    expect(length).toBeGreaterThan(2_000);
    expect(length).toBeLessThan(3_000);
  });
});
