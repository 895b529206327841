/** What people say when they are glad, angry or tired of waiting: it is taken for what it is. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import { phraseOf } from '../../dialogs/phrases.ts';
import { Conversation, buttonsOf, wordsOf } from '../support/conversation.ts';
import { droppedText } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { smallDesk, withChecks } from '../support/small-knowledge.ts';

const desk = smallDesk(withChecks);
const notice = droppedText('notice/en-2010-quarantined-global.txt');

function withFile(): Conversation {
  const person = new Conversation(desk);
  person.send({ kind: 'file', files: [{ name: 'mail.txt', finding: diagnoseText(notice, analysers, { book: desk.library.book, now: 0 }) }] });
  return person;
}

function withHelpdesk(): Conversation {
  const person = new Conversation({ ...desk, helpdesk: { followUpAfter: 0, wait: 'about 30 minutes' } });
  person.say('printer offline');
  person.tap('Talk to a person');
  person.tap('Here in this chat');
  return person;
}

describe('With the shipped phrases', () => {
  it.each(['did not help', 'that did not help', 'didn’t help', 'no change', 'hat nicht geholfen', 'now it does not work again'])(
    '"%s" is not fixed',
    (text) => {
      expect(phraseOf(shippedDesk().library, text)).toBe('not-fixed');
    },
  );

  it.each(['that fixed it', 'it works now', 'this fixed it', 'jetzt geht es'])('"%s" is fixed', (text) => {
    expect(phraseOf(shippedDesk().library, text)).toBe('fixed');
  });

  it.each(['I want human', 'human please', 'i need help from a person', 'ich will mit einem menschen reden', 'mit einem menschen reden'])(
    '"%s" asks for a person',
    (text) => {
      const person = new Conversation(shippedDesk());
      expect(person.say(text).kind).toBe('handed-over');
    },
  );

  it.each(['does not work', 'geht nicht', 'now it does not work again', 'fuck this bot', 'was soll das', 'hello??? anybody there'])(
    '"%s" is asked back about',
    (text) => {
      const person = new Conversation(shippedDesk());
      const reply = person.say(text);
      expect(reply).toMatchObject({ kind: 'choose', title: 'What is wrong?' });
      expect(buttonsOf(reply).map(({ label }) => label)).toContain('Talk to a person');
      expect(person.case).toMatchObject({ choices: [] });
      expect(person.case?.symptom).toBeUndefined();
    },
  );

  it('no steering phrase means two things', () => {
    const { phrases } = shippedDesk().library.book;
    const all = [...phrases].filter(([kind]) => kind !== 'negation').flatMap(([kind, said]) => said.map((one) => [one, kind]));
    const wrong = all.filter(([one = '', kind]) => phraseOf(shippedDesk().library, one) !== kind);
    expect(wrong).toEqual([]);
  });
});

describe('"It works" is the fix', () => {
  it('after something was read, before a guide was begun', () => {
    expect(withFile().say('that fixed it').kind).toBe('solved');
  });

  it('on a question', () => {
    const person = new Conversation(desk);
    person.say('printer offline');
    expect(person.say('it works now').kind).toBe('solved');
  });

  it('after a hand-over, and said once more', () => {
    const person = withHelpdesk();
    person.tap('Send it');
    expect(person.say('that fixed it').kind).toBe('solved');
    expect(person.say('that fixed it').kind).toBe('solved');
  });

  it('is answered kindly where nothing was begun', () => {
    expect(wordsOf(new Conversation(desk).say('it works now'))).toContain('Good to hear');
  });
});

describe('After the fix', () => {
  it.each([
    ['easy', 'good'],
    ['very easy', 'good'],
    ['all right', 'fair'],
    ['hard', 'poor'],
  ] as const)('"%s" is a rating', (text, rating) => {
    const person = withFile();
    person.say('that fixed it');
    person.say(text);
    expect(person.case?.rating).toBe(rating);
  });

  it.each(['not easy', 'it was', 'easy or hard'])('"%s" is none', (text) => {
    const person = withFile();
    person.say('that fixed it');
    person.say(text);
    expect(person.case?.rating).toBeUndefined();
  });
});

describe('Somebody who waits for the helpdesk', () => {
  it('is told where the case stands, by its code, whatever else they say', () => {
    const person = withHelpdesk();
    person.tap('Send it');
    person.send({ kind: 'handover-arrived', id: person.case?.handovers?.[0]?.id ?? '' });
    const reply = person.say('hello? nobody calls me');
    expect(reply).toMatchObject({ kind: 'message', title: expect.stringMatching(/^Your case \w{3}-\w{3}-\w is with the helpdesk$/), field: { id: 'answer' } });
    expect(wordsOf(reply)).toContain('about 30 minutes');
    person.say('please hurry');
    expect(person.effects.at(-1)).toMatchObject({ kind: 'helpdesk-news', news: { what: 'message', text: 'please hurry' } });
  });

  it('begins a new case with a problem that is clear', () => {
    const person = withHelpdesk();
    person.tap('Send it');
    expect(person.say('paper jam')).toMatchObject({ title: 'Open the door' });
  });

  it('sees and sends the code that is read out, not a long id', () => {
    const person = withHelpdesk();
    expect(wordsOf(person.last)).toMatch(/Case \w{3}-\w{3}-\w\\n/);
    const shown = person.last.kind === 'message' ? person.last.quoted : '';
    person.tap('Send it');
    expect(person.effects[0]).toMatchObject({ parcel: { text: shown } });
  });
});

describe('Angry words in the middle of a guide', () => {
  it('keep the step', () => {
    const person = new Conversation(desk);
    person.say('printer offline');
    expect(person.say('stupid machine')).toMatchObject({ kind: 'question', news: expect.arrayContaining([expect.stringContaining('did not understand')]) });
  });
});

describe('"Where am I" after something was read', () => {
  it('says what was found and leads on', () => {
    const person = withFile();
    const reply = person.say('where am i');
    expect(reply).toMatchObject({ kind: 'path', found: [expect.stringContaining('mail.txt')] });
    expect(wordsOf(reply)).not.toContain('not started');
    expect(person.tap('Go to: Let the phone in')).toMatchObject({ kind: 'step', title: 'Let the phone in' });
  });
});
