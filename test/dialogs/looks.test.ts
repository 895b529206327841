/** Looks over the network: asked for in one turn, come back in another, or never. */
import type { MayLook } from '../../dialogs/desk.ts';
import { caseSchema } from '../../dialogs/case.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { noFinding } from '../../diagnostics/no-finding.ts';
import { buttonsOf, Conversation, wordsOf } from '../support/conversation.ts';
import { smallDesk, withChecks } from '../support/small-knowledge.ts';

const onlyContoso: MayLook = (_probe, target) =>
  target.endsWith('contoso.com') ? { ok: true, target } : { ok: false, says: 'I may only look at contoso.com.' };
const refused: Finding = {
  ...noFinding,
  kind: 'activesync',
  outcome: 'fault',
  verdict: 'The server refuses the password.',
  causes: [{ cause: 'auth', certainty: 'documented', says: 'The server refuses the password.', evidence: [{ line: 3, text: '401 Unauthorized' }] }],
};
const unclear: Finding = { ...noFinding, kind: 'activesync', outcome: 'unclear', verdict: 'Nobody answered.', lacks: ['another try'] };

/** Somebody at the check that looks for itself. */
function atTheCheck(mayLook?: MayLook): Conversation {
  const person = new Conversation(smallDesk(withChecks, mayLook));
  person.say('phone does not sync');
  person.say('3');
  expect(person.last).toMatchObject({ kind: 'check', takes: 'name' });
  return person;
}

/** The look that was asked for last. */
function asked(person: Conversation): string {
  const look = person.effects.findLast((one) => one.kind === 'look');
  if (look?.kind !== 'look') throw new Error('No look was asked for.');
  return look.id;
}

function titles(person: Conversation): string[] {
  return buttonsOf(person.last).map((one) => one.label);
}

describe('Where the operator allows no looks', () => {
  it('none is offered, and the numbers of the other answers follow', () => {
    const person = new Conversation(smallDesk(withChecks));
    person.say('phone does not sync');
    expect(wordsOf(person.last)).not.toContain('Let me look');
  });

  it('says who can allow it, and how to go on', () => {
    const person = atTheCheck(onlyContoso);
    person.desk = smallDesk(withChecks);
    person.say('mail.contoso.com');
    expect(wordsOf(person.last)).toContain('I may not look at mail servers here');
    expect(person.effects).toEqual([]);
    person.tap('Go on without looking');
    expect(person.last.kind).toBe('handed-over');
  });

  it('another problem is still understood there', () => {
    const person = atTheCheck(onlyContoso);
    person.desk = smallDesk(withChecks);
    person.say('paper is stuck in the tray');
    expect(wordsOf(person.last)).toContain('That sounds like another problem');
  });
});

describe('A look', () => {
  it.each(['mail.contoso.com', 'https://mail.contoso.com/owa', 'it is mail.contoso.com', 'anna@mail.contoso.com'])('is asked for by “%s”', (typed) => {
    const person = atTheCheck(onlyContoso);
    person.say(typed);
    expect(person.effects).toMatchObject([{ kind: 'look', probe: 'activesync', target: 'mail.contoso.com' }]);
    expect(JSON.stringify(person.case)).not.toContain('anna');
    expect(titles(person)).toEqual(['Stay here']);
  });

  it('at something that is not allowed says so', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.example.com');
    expect(wordsOf(person.last)).toContain('I may only look at contoso.com.');
    expect(person.effects).toEqual([]);
  });

  it('of what is no name says what a name looks like', () => {
    const person = atTheCheck(onlyContoso);
    person.say('qwertz');
    expect(wordsOf(person.last)).toContain('I need a name such as contoso.com');
    person.tap('Look now', person.last, { code: '' });
    expect(wordsOf(person.last)).toContain('I need a name such as contoso.com');
    expect(person.effects).toEqual([]);
  });

  it('while another is under way is not begun', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.say('other.contoso.com');
    expect(wordsOf(person.last)).toContain('I am still looking at mail.contoso.com');
    expect(person.effects).toHaveLength(1);
  });

  it('that came back says what it found, and leads on as the check’s choice', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.send({ kind: 'looked', id: asked(person), finding: refused });
    expect(person.last).toMatchObject({ kind: 'finding', counts: 'steps' });
    expect(person.case?.looking).toBeUndefined();
    person.tap('Go to: Type the new password');
    expect(person.last).toMatchObject({ title: 'Type the new password' });
    person.say('back');
    expect(person.last).toMatchObject({ kind: 'check', title: 'Look at the mail server' });
  });

  it('that found what no document calls a fault says that it may be one', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    const causes = refused.causes.map((one) => ({ ...one, certainty: 'unverified' as const }));
    person.send({ kind: 'looked', id: asked(person), finding: { ...refused, outcome: 'unclear', causes, lacks: ['the code'] } });
    expect(person.last).toMatchObject({ title: 'This may be what is wrong', causes: [{ sure: false }] });
    expect(titles(person).slice(0, 2)).toEqual(['Go to: Type the new password', 'Go on without it']);
  });

  it('that is unclear can be gone on without', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.send({ kind: 'looked', id: asked(person), finding: unclear });
    expect(titles(person)).toEqual(['Go on without it', 'Stay here', 'Talk to a person']);
  });

  it('that came back after moving on is said, and keeps the place', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.say('back');
    person.send({ kind: 'looked', id: asked(person), finding: refused });
    expect(person.last.kind).toBe('finding');
    person.tap('Stay here');
    expect(person.last).toMatchObject({ kind: 'question', ask: 'What do you have?' });
  });

  it('that came back twice is said once', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.send({ kind: 'looked', id: asked(person), finding: refused });
    expect(person.send({ kind: 'looked', id: asked(person), finding: refused })).toEqual([]);
  });

  it.each(['start over', 'forget me'])('that came back after “%s” is not said', (words) => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.say(words);
    if (words === 'forget me') person.tap('Delete everything');
    expect(person.send({ kind: 'looked', id: asked(person), finding: refused })).toEqual([]);
    expect(JSON.stringify(person.case)).not.toContain('contoso');
  });

  it('under way is stored with the case', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    expect(caseSchema.parse(JSON.parse(JSON.stringify(person.case)))).toEqual(JSON.parse(JSON.stringify(person.case)));
  });
});

describe('A look that never came back', () => {
  it('is offered again after a minute, beside the answer to what was said', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.wait(60_000);
    const replies = person.send({ kind: 'text', text: 'back' });
    expect(replies.map((one) => one.kind)).toEqual(['question', 'message']);
    expect(wordsOf(person.last)).toContain('I could not finish looking at mail.contoso.com');
    person.tap('Look again');
    expect(person.effects).toMatchObject([{ target: 'mail.contoso.com' }, { target: 'mail.contoso.com' }]);
    expect(wordsOf(person.last)).toContain('I am looking at mail.contoso.com');
  });

  it('can be asked for again by typing the words of its button', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.wait(60_000);
    person.say('where am i');
    person.say('look again');
    expect(person.effects).toHaveLength(2);
  });

  it('is not offered while there is hope', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    expect(person.send({ kind: 'text', text: 'where am i' })).toHaveLength(1);
  });

  it('is not offered to somebody who starts over, or has asked for another one', () => {
    const other = atTheCheck(onlyContoso);
    other.say('mail.contoso.com');
    other.wait(60_000);
    expect(other.send({ kind: 'text', text: 'start over' })).toHaveLength(1);
    const again = atTheCheck(onlyContoso);
    again.say('mail.contoso.com');
    again.wait(60_000);
    expect(again.send({ kind: 'text', text: 'other.contoso.com' })).toHaveLength(1);
    expect(again.case?.looking?.target).toBe('other.contoso.com');
  });

  it('of a check that is gone says so', () => {
    const person = atTheCheck(onlyContoso);
    person.say('mail.contoso.com');
    person.wait(60_000);
    person.send({ kind: 'text', text: 'where am i' });
    person.desk = smallDesk({}, onlyContoso);
    person.tap('Look again');
    expect(person.effects).toHaveLength(1);
  });
});
