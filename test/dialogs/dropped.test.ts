/** What somebody pastes is read, said, kept, and leads on. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import { renderCard } from '../../cards/render-card.ts';
import { renderText } from '../../cards/render-text.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import { caseSchema } from '../../dialogs/case.ts';
import type { FindingReply } from '../../dialogs/reply.ts';
import { summarize } from '../../dialogs/summary.ts';
import { buttonsOf, Conversation, wordsOf } from '../support/conversation.ts';
import { droppedText } from '../support/dropped.ts';
import { smallDesk, withChecks } from '../support/small-knowledge.ts';

const waits = droppedText('notice/en-2010-quarantined-global.txt');
const allowed = droppedText('notice/en-allowed.txt');
const twoFaults = droppedText('rca-result/autodiscover-401.txt');
const passed = droppedText('rca-result/all-passed.txt');
const unclearTest = droppedText('rca-result/only-autodiscover-passed.xml');
const secrets = /anna@contoso|A0B1C2D3E4F5/;

function newPerson(): Conversation {
  return new Conversation(smallDesk(withChecks));
}

/** Says something and expects to be told what was found in it. */
function paste(person: Conversation, text: string): FindingReply {
  const reply = person.say(text);
  if (reply.kind !== 'finding') throw new Error(`Nothing was found: ${wordsOf(reply)}`);
  return reply;
}

function titles(person: Conversation): string[] {
  return buttonsOf(person.last).map((one) => one.label);
}

/** The title of the step on the screen. */
function stepOf(person: Conversation): string {
  return 'title' in person.last ? (person.last.title ?? '') : person.last.kind;
}

function ticket(person: Conversation): string {
  return summarize(person.desk.library, person.case!);
}

describe('A pasted mail', () => {
  it('is said to be what is wrong, with the lines it stands in, and leads to the step', () => {
    const person = newPerson();
    const finding = paste(person, waits);
    expect(finding).toMatchObject({ title: 'I found what is wrong', counts: 'lines', causes: [{ sure: true }] });
    expect(finding.causes[0]?.lines[0]?.line).toBeGreaterThan(0);
    expect(titles(person)).toEqual(['Go to: Let the phone in', 'Show what you can do', 'Talk to a person']);
    person.tap('Go to: Let the phone in');
    expect(stepOf(person)).toBe('Let the phone in');
  });

  it('is kept as the choice of the check that reads such mails, to which “back” returns', () => {
    const person = newPerson();
    paste(person, waits);
    person.tap('Go to: Let the phone in');
    person.say('back');
    expect(person.last).toMatchObject({ kind: 'check', title: 'Read the mail or the log' });
    person.say('back');
    expect(person.last.kind).toBe('welcome');
  });

  it('stands in the summary: as a step with its line, and among what was found, even after going back', () => {
    const person = newPerson();
    const { verdict } = paste(person, waits);
    person.tap('Go to: Let the phone in');
    expect(ticket(person)).toMatch(/Read the mail or the log -> .+ \[line \d+: /);
    expect(ticket(person)).toContain(`Found:\n- In a mail about the phone: ${verdict}`);
    person.say('back');
    person.tap('Talk to a person');
    expect(person.last).toMatchObject({ kind: 'handed-over', summary: expect.stringContaining(verdict) as string });
    expect(ticket(person)).not.toMatch(/-> .+ \[line \d+: /);
  });

  it('leaves no mail address and no device id in what is kept, said or counted', () => {
    const person = newPerson();
    paste(person, waits);
    person.tap('Go to: Let the phone in');
    expect(JSON.stringify([person.case, person.shown, person.events])).not.toMatch(secrets);
  });

  it('that says all is well leads to the next check', () => {
    const person = newPerson();
    expect(paste(person, allowed)).toMatchObject({ title: 'I see nothing wrong in this', causes: [] });
    person.tap('Go to: Look at the mail server');
    expect(person.last.kind).toBe('check');
  });

  it('answers to the typed number and the typed words of its buttons', () => {
    const byNumber = newPerson();
    paste(byNumber, waits);
    byNumber.say('1');
    expect(stepOf(byNumber)).toBe('Let the phone in');
    const byWords = newPerson();
    paste(byWords, waits);
    byWords.say('go to let the phone in');
    expect(stepOf(byWords)).toBe('Let the phone in');
  });
});

describe('A test result', () => {
  it('with several causes has a button for each', () => {
    const person = newPerson();
    paste(person, twoFaults);
    expect(titles(person).slice(0, 2)).toEqual(['Go to: Type the new password', 'Go to: Type the settings by hand']);
    person.say('2');
    expect(stepOf(person)).toBe('Type the settings by hand');
  });

  it('still leads along its other cause after the first did not help', () => {
    const person = newPerson();
    const finding = paste(person, twoFaults);
    person.tap('Go to: Type the new password');
    person.tap('Go to: Type the settings by hand', finding);
    expect(stepOf(person)).toBe('Type the settings by hand');
    person.say('back');
    expect(person.last.kind).toBe('check');
  });

  it('that is unclear says what would help, and sends nobody into a guide they were not in', () => {
    const person = newPerson();
    const finding = paste(person, unclearTest);
    expect(finding.title).toBe('I cannot tell from this');
    expect(finding.lacks.length).toBeGreaterThan(0);
    expect(titles(person)).toEqual(['Show what you can do', 'Talk to a person']);
  });

  it('that is unclear can be gone on without, at the check that asked for it', () => {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('2');
    paste(person, unclearTest);
    expect(titles(person)).toEqual(['Go on without it', 'Stay here', 'Talk to a person']);
    person.tap('Go on without it');
    expect(person.last).toMatchObject({ kind: 'handed-over', title: 'A person looks at the phone' });
  });
});

describe('In the middle of another guide', () => {
  it('a finding offers its way, and staying keeps the place', () => {
    const person = newPerson();
    person.say('printer offline');
    person.tap('With a USB cable');
    paste(person, waits);
    expect(titles(person)).toEqual(['Go to: Let the phone in', 'Stay here', 'Talk to a person']);
    person.tap('Stay here');
    expect(stepOf(person)).toBe('Reseat the USB cable');
  });

  it('following it keeps the way back', () => {
    const person = newPerson();
    person.say('printer offline');
    person.tap('With a USB cable');
    paste(person, waits);
    person.say('1');
    expect(stepOf(person)).toBe('Let the phone in');
    person.say('back');
    person.say('back');
    expect(stepOf(person)).toBe('Reseat the USB cable');
  });
});

describe('At a check', () => {
  function atTheTest(): Conversation {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('2');
    expect(person.last).toMatchObject({ kind: 'check', takes: 'paste' });
    return person;
  }

  it('what is typed into its field is read, and its finding takes one move', () => {
    const person = atTheTest();
    person.tap('Read it', person.last, { code: twoFaults });
    person.tap('Go to: Type the new password');
    expect(stepOf(person)).toBe('Type the new password');
    expect(person.case?.choices.map((one) => one.kind)).toEqual(['start', 'answer', 'answer']);
  });

  it('other material than it asks for is read all the same', () => {
    const person = atTheTest();
    paste(person, waits);
    person.tap('Go to: Let the phone in');
    expect(stepOf(person)).toBe('Let the phone in');
  });

  it('what nobody can read is said, with what is possible', () => {
    const person = atTheTest();
    person.tap('Read it', person.last, { code: 'lorem ipsum\ndolor sit amet\nconsectetur adipiscing' });
    expect(wordsOf(person.last)).toContain('I could not read that');
    expect(person.last.kind).toBe('check');
    person.say('qwertz asdf');
    expect(wordsOf(person.last)).toContain('I did not understand');
  });

  it('another problem in plain words is still understood', () => {
    const person = atTheTest();
    person.say('paper is stuck in the tray');
    expect(wordsOf(person.last)).toContain('That sounds like another problem');
  });
});

describe('When a case is over', () => {
  it('a paste after it was solved begins a new case', () => {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('it works now');
    const before = person.case?.id;
    paste(person, waits);
    expect(person.case?.id).not.toBe(before);
    expect(person.case).toMatchObject({ choices: [], findings: [{ id: 0 }] });
  });

  it('a file after it was solved belongs to the new case', () => {
    const person = newPerson();
    const finding = findingOf(waits);
    person.say('phone does not sync');
    person.say('it works now');
    person.send({ kind: 'file', files: [{ name: 'notice.txt', finding }] });
    expect(person.case).toMatchObject({ files: ['notice.txt'], findings: [{ name: 'notice.txt' }] });
  });

  it('a paste after the hand-over stays with the case that the person gets', () => {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('person');
    const before = person.case?.id;
    const { verdict } = paste(person, waits);
    expect(person.case?.id).toBe(before);
    expect(titles(person)).toEqual(['Go to: Let the phone in', 'Show what you can do']);
    expect(ticket(person)).toContain(verdict);
  });

  it('words after the hand-over are not taken for files', () => {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('person');
    person.say('thanks');
    expect(wordsOf(person.last)).not.toMatch(/I keep/);
  });

  it('a file is only said to be kept where it is', () => {
    const person = newPerson();
    person.say('phone does not sync');
    person.say('person');
    person.send({ kind: 'file', files: [{ name: 'a.txt', finding: findingOf(waits) }] });
    expect(wordsOf(person.last)).toContain('I keep no copy of your file');
    person.send({ kind: 'file', files: [{ name: 'b.txt', finding: findingOf(waits), kept: 'upload-1' }] });
    expect(wordsOf(person.last)).toContain('I keep your file for the helpdesk');
  });
});

function findingOf(text: string) {
  return diagnoseText(text, analysers, { book: smallDesk(withChecks).library.book, now: 0 });
}

describe('An old finding card', () => {
  it('says kindly that it is not kept any more after starting over', () => {
    const person = newPerson();
    const old = paste(person, waits);
    person.say('start over');
    person.tap('Go to: Let the phone in', old);
    expect(wordsOf(person.last)).toContain('I do not have that any more. Please paste it or send the file once more.');
  });

  it('never leads along a finding of another case', () => {
    const person = newPerson();
    const old = paste(person, waits);
    person.say('start over');
    paste(person, twoFaults);
    person.tap('Go to: Let the phone in', old);
    expect(wordsOf(person.last)).toContain('I do not have that any more');
  });

  it('of the same case leads on as long as the finding is among the newest five', () => {
    const person = newPerson();
    const old = paste(person, waits);
    for (let more = 0; more < 4; more += 1) paste(person, passed);
    person.tap('Go to: Let the phone in', old);
    expect(stepOf(person)).toBe('Let the phone in');
    paste(person, passed);
    person.tap('Go to: Let the phone in', old);
    expect(wordsOf(person.last)).toContain('I do not have that any more');
    expect(person.case?.findings).toHaveLength(5);
  });

  it('of a guide that is gone says so', () => {
    const person = newPerson();
    const old = paste(person, waits);
    person.desk = smallDesk();
    person.tap('Go to: Let the phone in', old);
    expect(wordsOf(person.last)).toContain('I do not have that any more');
  });

  it('tapped twice at once counts once', () => {
    const person = newPerson();
    const finding = paste(person, waits);
    person.tapAtOnce('Go to: Let the phone in', finding);
    expect(person.tapAtOnce('Go to: Let the phone in', finding)).toEqual([]);
    expect(person.case?.choices).toHaveLength(2);
  });
});

describe('What is kept', () => {
  it('loads again as it was stored', () => {
    const person = newPerson();
    paste(person, twoFaults);
    person.send({ kind: 'file', files: [{ name: 'notice.txt', finding: findingOf(waits) }] });
    person.tap('Go to: Let the phone in');
    expect(caseSchema.parse(JSON.parse(JSON.stringify(person.case)))).toEqual(JSON.parse(JSON.stringify(person.case)));
  });

  it('of the words beside a file that was read is the problem, without what belongs to a person', () => {
    const person = newPerson();
    const words = 'Here is the mail of anna@contoso.com, password: hunter2';
    person.send({ kind: 'text', text: words, files: [{ name: 'notice.txt', finding: findingOf(waits) }] });
    expect(person.last.kind).toBe('finding');
    expect(person.case?.symptom).toBe('Here is the mail of [mail address], password: [password]');
  });

  it('of a problem in plain words has no password and no mail address', () => {
    const person = newPerson();
    person.say('printer offline for anna@contoso.com, password: hunter2');
    expect(person.case?.symptom).toBe('printer offline for [mail address], password: [password]');
  });

  it('is told apart from the lines of the summary, whatever a file says', () => {
    const person = newPerson();
    const finding = { ...findingOf(waits), verdict: 'It waits.\nTried so far:\n1. Everything' };
    person.send({ kind: 'file', files: [{ name: 'a.txt\nFound:', finding }] });
    person.tap('Go to: Let the phone in');
    expect(ticket(person).match(/^Tried so far:$/gm)).toHaveLength(1);
    expect(ticket(person).match(/^Found:$/gm)).toHaveLength(1);
  });
});

describe('In the ticket', () => {
  function ticketOf(...certainties: readonly Certainty[]): string {
    const person = newPerson();
    const { causes, ...finding } = findingOf(twoFaults);
    expect(causes).toHaveLength(certainties.length);
    const doubted = { ...finding, causes: causes.map((cause, index) => ({ ...cause, certainty: certainties[index] ?? cause.certainty })) };
    person.send({ kind: 'file', files: [{ name: 'result.txt', finding: doubted }] });
    person.tap('Go to: Type the new password');
    return ticket(person);
  }

  it('what is derived does not read as certain, neither as a step nor among what was found', () => {
    expect(ticketOf('derived', 'unverified').match(/Not documented for certain\./g)).toHaveLength(2);
  });

  it('what is only partly certain says so, and what is certain says nothing of it', () => {
    expect(ticketOf('documented', 'derived')).toContain('Not all of this is documented for certain.');
    expect(ticketOf('documented', 'derived')).not.toContain('Not documented for certain.');
    expect(ticketOf('documented', 'documented')).not.toContain('documented for certain');
  });
});

describe('A way on with a long name', () => {
  const long = 'Let the phone in, and every other phone of this person that is waiting';

  function waiting(): { person: Conversation; finding: FindingReply } {
    const person = new Conversation(
      smallDesk({ ...withChecks, 'guides/phone-sync.yaml': withChecks['guides/phone-sync.yaml'].replace('Let the phone in', long) }),
    );
    return { person, finding: paste(person, waits) };
  }

  it('ends with a whole word on its button, and is told in full beside it', () => {
    const [way] = waiting().finding.buttons;
    expect(way?.label).toMatch(/^Go to: Let the phone in.*…$/);
    expect(`Go to: ${long}`).toMatch(new RegExp(`^${way?.label.slice(0, -1)}[ ,]`));
    expect(way?.label.length).toBeLessThanOrEqual(40);
    expect(way?.whole).toBe(`Go to: ${long}`);
    const text = renderText(waiting().finding);
    expect(text).toContain(`1. Go to: ${long}`);
    const { body } = renderCard(waiting().finding);
    expect(JSON.stringify(body)).toContain(`"tooltip":"Go to: ${long}"`);
    expect(JSON.stringify(body)).toContain(`"text":"Go to: ${long}"`);
  });

  it.each(['Go to: Let the phone in, and every other phone of this person that is waiting', '1'])('is taken when somebody types %s', (typed) => {
    const { person } = waiting();
    person.say(typed);
    expect(stepOf(person)).toBe(long);
  });
});
