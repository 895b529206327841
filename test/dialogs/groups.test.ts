/** Several people in one chat, decided without any channel: whose card it is, and what is left of an answered one. */
import type { Case } from '../../dialogs/case.ts';
import type { Action, Input, Stamp } from '../../dialogs/input.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { longAbsence, takeTurn } from '../../dialogs/take-turn.ts';
import type { Decided } from '../../dialogs/turn.ts';
import { smallDesk } from '../support/small-knowledge.ts';

const desk = smallDesk();
const text = (words: string): Input => ({ kind: 'text', text: words });

function turn(before: Case | undefined, input: Input, owner?: string, now = 1000): Decided {
  return takeTurn(desk, before, input, { now, newId: `case-of-${owner ?? 'nobody'}-${now}`, owner });
}

function tapOn({ replies: [reply] }: Decided, label: string): Input {
  if (reply === undefined) throw new Error('Nothing was said.');
  const button = buttonsOf(reply).find((one) => one.label === label);
  if (button === undefined) throw new Error(`There is no button "${label}".`);
  return tap(reply.stamp, button.action);
}

function tap(stamp: Stamp, action: Action): Input {
  return { kind: 'tap', stamp, action, fields: {} };
}

function buttonsOf(reply: Reply) {
  return 'buttons' in reply ? reply.buttons : [...reply.answers, ...reply.navigation];
}

describe('A group', () => {
  it('is greeted once, also when long afterwards the bot comes again', () => {
    const first = turn(undefined, { kind: 'introduced' });
    expect(first.replies).toMatchObject([{ kind: 'message', buttons: [{ action: { do: 'go' } }, { action: { do: 'go' } }, { action: { do: 'topics' } }] }]);
    expect(turn(first.case, { kind: 'introduced' }, undefined, longAbsence * 2).replies).toEqual([]);
  });

  it('lets anybody begin from its first hello, each with a case of their own', () => {
    const hello = turn(undefined, { kind: 'introduced' });
    const [anna, ben] = ['anna', 'ben'].map((owner) => turn(undefined, tapOn(hello, 'Paper is stuck in it'), owner));
    expect([anna?.case.owner, ben?.case.owner]).toEqual(['anna', 'ben']);
    expect(ben?.replies).toMatchObject([{ kind: 'step', stamp: { owner: 'ben' } }]);
  });

  it.each(['That fixed it', 'Back', 'Talk to a person'])('keeps a case as it is when somebody else taps “%s” on its card', (label) => {
    const anna = turn(undefined, text('paper jam'), 'anna');
    const ben = turn(undefined, tapOn(anna, label), 'ben');
    expect(ben.replies).toMatchObject([{ kind: 'message', buttons: [{ action: { do: 'topics' } }] }]);
    expect(ben.case.choices).toEqual([]);
    expect(ben.done).toBeUndefined();
  });

  it('lets an owner begin anew and forget, and knows them still', () => {
    const anna = turn(undefined, text('paper jam'), 'anna');
    for (const words of ['start over', 'forget me']) {
      const asked = turn(anna.case, text(words), 'anna', 2000);
      const next = words === 'forget me' ? turn(asked.case, tapOn(asked, 'Delete everything'), 'anna', 3000) : asked;
      expect(next.case.owner).toBe('anna');
      expect(next.case.choices).toEqual([]);
    }
  });
});

describe('What is left of an answered card', () => {
  const begun = turn(undefined, text('printer offline'));

  it('is what it asked and what was answered', () => {
    expect(turn(begun.case, tapOn(begun, 'With a USB cable')).done).toEqual({ title: 'How is the printer connected?', answered: 'With a USB cable' });
    const hello = turn(undefined, { kind: 'joined' });
    expect(turn(hello.case, tapOn(hello, 'Paper is stuck in it')).done).toEqual({ title: 'What is wrong?', answered: 'Paper is stuck in it' });
    expect(turn(begun.case, tapOn(begun, 'Talk to a person')).done).toMatchObject({ answered: 'Talk to a person' });
  });

  it('is nothing while the card can still be used, or was old already, or words were typed', () => {
    const stamp = begun.replies[0]?.stamp ?? { case: '-', node: '-', visit: 0 };
    expect(turn(begun.case, tap(stamp, { do: 'where' })).done).toBeUndefined();
    expect(turn(begun.case, tap(stamp, { do: 'audience', audience: 'agent' })).done).toBeUndefined();
    expect(turn(begun.case, tap({ ...stamp, visit: stamp.visit - 1 }, { do: 'back' })).done).toBeUndefined();
    expect(turn(begun.case, text('With a USB cable')).done).toBeUndefined();
  });

  it('is nothing of what was forgotten', () => {
    const asked = turn(begun.case, text('forget me'));
    expect(turn(asked.case, tapOn(asked, 'Delete everything'), undefined, 9000).done).toBeUndefined();
  });
});
