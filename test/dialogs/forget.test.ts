import { Conversation, wordsOf } from '../support/conversation.ts';
import { smallDesk } from '../support/small-knowledge.ts';

let person: Conversation;

beforeEach(() => {
  person = new Conversation(smallDesk());
});

describe('A person who wants to be forgotten', () => {
  it('is asked first, and loses nothing by keeping it', () => {
    person.say('printer offline');
    const asked = person.say('forget me');
    expect(wordsOf(asked)).toContain('cannot be undone');
    person.tap('Keep it');
    expect(person.case?.choices).not.toHaveLength(0);
    expect(person.effects).toEqual([]);
  });

  it.each([
    ['tapping', () => person.tap('Delete everything')],
    ['typing yes', () => person.say('yes')],
  ])('is forgotten by %s: nothing of the old case is left', (_, agree) => {
    person.say('my printer is offline since Monday');
    const before = person.case?.id;
    person.say('forget me');
    const said = agree();
    expect(person.effects).toEqual([{ kind: 'forget' }]);
    expect(person.case).toMatchObject({ choices: [], values: {}, files: [] });
    expect(person.case?.id).not.toBe(before);
    expect(JSON.stringify(person.case)).not.toContain('Monday');
    expect(wordsOf(said)).toContain('It is deleted');
  });

  it('keeps everything when a card from before a new step is tapped', () => {
    person.say('printer offline');
    const old = person.say('forget me');
    person.tap('Keep it');
    person.say('1');
    person.tap('Delete everything', old);
    expect(person.effects).toEqual([]);
    expect(person.case?.choices).not.toHaveLength(0);
  });

  it('can begin anew afterwards', () => {
    person.say('printer offline');
    person.say('forget me');
    person.tap('Delete everything');
    expect(wordsOf(person.say('printer offline'))).toContain('How is the printer connected?');
  });
});
