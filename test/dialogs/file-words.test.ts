/** A file with nothing but words in it is taken as if they had been typed. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import type { Dropped } from '../../dialogs/input.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { buttonsOf, Conversation, wordsOf } from '../support/conversation.ts';
import { smallDesk, withChecks } from '../support/small-knowledge.ts';

const screen = 'Printer\n\nThe paper is stuck in the tray.\nContact a person to talk to.\n';

function newPerson(): Conversation {
  return new Conversation(smallDesk(withChecks));
}

function fileOf(text: string, name = 'error.txt'): Dropped {
  return { name, finding: diagnoseText(text, analysers, { book: smallDesk(withChecks).library.book, now: 0 }) };
}

function send(person: Conversation, ...texts: readonly string[]): readonly Reply[] {
  return person.send({ kind: 'file', files: texts.map((text) => fileOf(text)) });
}

/** Where a case stands and why, without what differs between a file and a message. */
function placeOf({ case: one, last }: Conversation): unknown {
  return { choices: one?.choices.map((choice) => ({ ...choice, at: 0 })), kind: last.kind, title: 'title' in last ? last.title : '' };
}

describe('A file with words', () => {
  it('leads to the place that the same words lead to when they are pasted', () => {
    const byFile = newPerson();
    const byPaste = newPerson();
    send(byFile, screen);
    byPaste.say(screen);
    expect(byFile.last).toMatchObject({ kind: 'step', title: 'Open the door' });
    expect(placeOf(byFile)).toEqual(placeOf(byPaste));
  });

  it('is said to be read, with its name and the line that decided', () => {
    const [said] = send(newPerson(), screen);
    expect(said).toMatchObject({
      kind: 'finding',
      name: 'error.txt',
      causes: [{ lines: [{ line: 3, text: 'The paper is stuck in the tray.' }] }],
      buttons: [],
    });
  });

  it('that fit two guides offers both, as the words do', () => {
    const byFile = newPerson();
    const byPaste = newPerson();
    send(byFile, 'Something is stuck or offline');
    byPaste.say('Something is stuck or offline');
    expect(byFile.last.kind).toBe('choose');
    expect(placeOf(byFile)).toEqual(placeOf(byPaste));
  });

  it('in the middle of another guide offers to go there, and keeps the place', () => {
    const person = newPerson();
    person.say('printer offline');
    send(person, screen);
    expect(wordsOf(person.last)).toContain('That sounds like another problem');
    person.tap('Stay here');
    expect(person.last).toMatchObject({ kind: 'question' });
  });

  it('asks for nobody: what a screen says of a person is no wish for one', () => {
    const person = newPerson();
    send(person, 'Something is stuck or offline. You can talk to a human.');
    expect(person.last.kind).toBe('choose');
  });

  it('as a saved page is read as it is seen', () => {
    const [said] = send(
      newPerson(),
      `<!doctype html><html><head><title>x</title></head>\n<body><script>nothing prints</script>\n<p>paper jam</p></body></html>`,
    );
    expect(said).toMatchObject({ causes: [{ lines: [{ line: 3, text: 'paper jam' }] }] });
  });

  it('leaves nothing of whose it is in what is kept, shown and counted', () => {
    const person = newPerson();
    send(person, 'Paper is stuck in the tray of anna@contoso.com, password: paper-jam-7');
    expect(person.last).toMatchObject({ title: 'Open the door' });
    expect(person.case?.symptom).toBe('Paper is stuck in the tray of [mail address], password: [password]');
    expect(JSON.stringify([person.case, person.shown, person.events])).not.toMatch(/anna|paper-jam-7/);
  });

  it('with words beside it keeps these as the problem', () => {
    const person = newPerson();
    person.send({ kind: 'text', text: 'see the file', files: [fileOf(screen)] });
    expect(person.last).toMatchObject({ title: 'Open the door' });
    expect(person.case).toMatchObject({ symptom: 'see the file', files: ['error.txt'] });
  });
});

describe('A file stays unknown', () => {
  const cannotTell = 'I cannot tell from this';

  it.each([
    ['when nobody knows its words', 'lorem ipsum\ndolor sit amet\nconsectetur'],
    ['when it is longer than a message', `${screen}${'and so on, and on\n'.repeat(300)}`],
    ['when it is a log', '2026-05-04 10:00:01 paper jam\n2026-05-04 10:00:02 paper jam\n'],
    ['when it is data', '{"message": "paper is stuck in the tray"}'],
    ['when it has a private key in it', `paper is stuck in the tray\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n`],
  ])('%s', (_when, text) => {
    const person = newPerson();
    send(person, text);
    expect(person.last.kind).toBe('finding');
    expect(person.case?.choices).toEqual([]);
  });

  it('and what was typed beside it is then answered', () => {
    const person = newPerson();
    const replies = person.send({ kind: 'text', text: 'paper is stuck in the tray', files: [fileOf('lorem ipsum')] });
    expect(replies).toMatchObject([{ title: cannotTell }, { title: 'Open the door' }]);
  });
});

describe('A file with words after a hand-over', () => {
  it('belongs to the case that the person gets, and is called nothing else than words', () => {
    const person = newPerson();
    person.say('printer offline');
    person.say('person');
    const { id } = person.case!;
    const replies = send(person, screen);
    expect(replies).toMatchObject([{ kind: 'message', lines: [expect.stringContaining('plain words'), expect.stringContaining('no copy')] }]);
    expect(person.case).toMatchObject({ id, files: ['error.txt'] });
  });

  it('is only said to be kept where it is', () => {
    const person = newPerson();
    person.say('printer offline');
    person.say('person');
    const [said] = person.send({ kind: 'file', files: [{ ...fileOf(screen), kept: 'upload-1' }] });
    expect(said).toMatchObject({ lines: [expect.stringContaining('plain words'), expect.stringContaining('I keep your file')] });
  });
});

test('A file with words after a solved case begins a new one', () => {
  const person = newPerson();
  person.say('printer offline');
  person.say('it works now');
  const { id } = person.case!;
  send(person, screen);
  expect(person.last).toMatchObject({ title: 'Open the door' });
  expect(person.case?.id).not.toBe(id);
});

test('The words of a screen in the field of a check lead on as if they had been typed', () => {
  const person = newPerson();
  person.say('printer offline');
  person.tap('It shows a code');
  person.tap('Read it', person.last, { code: 'Printer error\npaper is stuck in the tray' });
  expect(wordsOf(person.last)).toContain('That sounds like another problem');
});

test('A word that belongs to a secret is never named as the reason', () => {
  const person = newPerson();
  person.say('paper is stuck in the tray, password: offline-7-paper');
  expect(JSON.stringify([person.case?.choices, person.last])).not.toContain('offline');
});

test('A file that cannot be read is said with the way to a person, wherever nothing else is open', () => {
  const person = new Conversation(smallDesk(withChecks));
  person.send({ kind: 'file', files: [{ name: 'steps.docx', problem: 'I cannot read this.' }] });
  expect(wordsOf(person.last)).toContain('I cannot read this.');
  expect(buttonsOf(person.last).map(({ action }) => action.do)).toContain('person');
});
