/** What is noted of a turn for the figures: which case it belongs to, and no word of the person. */
import { Conversation } from '../support/conversation.ts';
import { smallDesk } from '../support/small-knowledge.ts';

const words = {
  'facts/words.yaml':
    'kind: words\nsays-little: [chat]\nconcepts:\n  chat: { en: [please] }\n  screen: { en: [display, monitor], de: [bildschirm] }\n  mail: { en: [mail] }\n  alpha: { en: [aaa] }\n  beta: { en: [bbb] }\n',
};

describe('Words that led nowhere', () => {
  it('are noted as concepts of the lexicon, three at most, and never as they were typed', () => {
    const person = new Conversation(smallDesk(words));
    person.say('printer offline');
    person.say('Anna Berger zz');
    person.say('please Bildschirm mail aaa bbb');
    const missed = person.events.filter(({ name }) => name === 'missed' || name === 'asked-to-choose' || name === 'turned-away');
    expect(missed.map(({ value }) => value)).toContain('alpha beta mail');
    expect(JSON.stringify(person.events).toLowerCase()).not.toMatch(/anna|berger|bildschirm/);
  });
});

describe('Starting over', () => {
  it('is noted with the case that it ends', () => {
    const person = new Conversation(smallDesk());
    person.say('printer offline');
    const { id, startedAt } = person.case ?? {};
    person.say('start over');
    expect(person.case?.id).not.toBe(id);
    expect(person.events.at(-1)).toMatchObject({ name: 'started-over', guide: 'printer-offline', of: { id, startedAt } });
  });

  it('by describing another problem after a fix ends one case and begins the next', () => {
    const person = new Conversation(smallDesk());
    person.say('error 86000C2B');
    person.tap('That fixed it');
    const solved = person.case?.id;
    person.say('paper is stuck in the tray');
    const last = person.events.slice(-2);
    expect(last.map(({ name, of }) => [name, of?.id])).toEqual([
      ['started-over', solved],
      ['arrived', undefined],
    ]);
  });
});
