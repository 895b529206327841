/** A person and their helpdesk in one case: by its code, with the steps on both screens, until either lets go. */
import { buttonsOf, type Conversation, wordsOf } from '../support/conversation.ts';
import { Helpdesk, newestWith } from '../support/helpdesk.ts';
import type { Verdict } from '../../dialogs/triage/triage.ts';
import { readCode, spelled } from '../../dialogs/case-code.ts';

let helpdesk: Helpdesk;
let person: Conversation;
let agent: Conversation;

beforeEach(() => {
  helpdesk = new Helpdesk();
  person = helpdesk.open('person');
  agent = helpdesk.open('agent', 'teams:anna');
});

function codeOf(one: Conversation): string {
  helpdesk.say(one, 'my code');
  return spelled(one.case?.code ?? '');
}

function join(): string {
  helpdesk.say(person, 'printer offline');
  const code = codeOf(person);
  helpdesk.say(agent, code);
  return code;
}

const labels = (one: Conversation): string[] => buttonsOf(one.last).map(({ label }) => label);
const words = (one: Conversation): string => wordsOf(one.last);

describe('The code of a case', () => {
  it('is shown when it is asked for, and stays the same', () => {
    helpdesk.say(person, 'printer offline');
    const code = codeOf(person);
    expect(words(person)).toContain(code);
    expect(readCode(code)?.kind).toBe('code');
    helpdesk.say(person, 'where am i');
    helpdesk.tap(person, 'My code');
    expect(words(person)).toContain(code);
  });

  it('stands on the card and in the summary of a case that is handed over, in place of the id', () => {
    helpdesk.say(person, 'printer offline');
    helpdesk.say(person, 'person');
    const code = spelled(person.case?.code ?? '');
    expect(words(person)).toContain(`Case ${code}`);
    expect(person.last).toMatchObject({ kind: 'handed-over', code });
    expect('summary' in person.last && person.last.summary).not.toContain(person.case?.id);
  });

  it('is another one a day after the last message', () => {
    const code = join();
    helpdesk.say(person, 'stop sharing');
    person.wait(25 * 3_600_000);
    helpdesk.say(person, 'my code');
    expect(words(person)).not.toContain(code);
    helpdesk.say(agent, code);
    expect(words(agent)).toContain('no open case with that code');
  });
});

describe('An agent with the code', () => {
  it('sees the steps so far and the step on the screen, in the words for agents', () => {
    helpdesk.say(person, 'printer offline');
    helpdesk.tap(person, 'With a USB cable');
    const code = codeOf(person);
    helpdesk.say(agent, code.toLowerCase());
    const [intro, path, step] = agent.shown.slice(-3);
    expect(wordsOf(intro!)).toContain(`You share case ${code}`);
    expect(path).toMatchObject({ kind: 'path', steps: [expect.anything(), { asked: 'How is the printer connected?', answered: 'With a USB cable' }] });
    expect(step).toMatchObject({ kind: 'step', audience: 'agent', instructions: ['Ask the caller to unplug the cable at both ends.'] });
    expect(wordsOf(person.last)).toContain('Your helpdesk is helping you with this');
  });

  it('opens steps in the person’s chat, and sees what the person taps', () => {
    join();
    helpdesk.tap(agent, 'With a USB cable');
    expect(person.last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable', audience: 'user' });
    expect(words(person)).toContain('Your helpdesk opened this for you');
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable', audience: 'agent' });
    helpdesk.tap(person, 'Still not working');
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Restart the print queue', audience: 'agent' });
    expect(words(agent)).toContain('The person went on');
    helpdesk.say(agent, 'it works now');
    expect(person.last).toMatchObject({ kind: 'solved' });
    expect(labels(agent)).toEqual(expect.arrayContaining(['Notes for the ticket', 'Let go']));
  });

  it('looks around without anything appearing in the person’s chat, and without changing what their words mean', () => {
    join();
    const before = person.shown.length;
    const offer = person.case?.offer;
    helpdesk.say(agent, 'where am i');
    expect(agent.last.kind).toBe('path');
    helpdesk.say(agent, 'qwxz');
    helpdesk.tap(
      agent,
      'With a USB cable',
      agent.shown.find(({ kind }) => kind === 'question'),
    );
    helpdesk.tap(
      agent,
      'Over the network',
      agent.shown.find(({ kind }) => kind === 'question'),
    );
    expect(words(agent)).toContain('earlier step');
    expect(person.shown.length).toBe(before + 1);
    expect(person.case?.offer).toEqual(offer === undefined ? undefined : expect.anything());
  });

  it('says something to the person, literally', () => {
    join();
    helpdesk.say(agent, 'Tell them: I look at **your** mailbox <now>');
    expect(person.last).toMatchObject({ kind: 'message', title: 'Your helpdesk says', quote: 'I look at **your** mailbox <now>' });
    helpdesk.say(person, '2');
    expect(person.last).toMatchObject({ title: 'Reseat the USB cable' });
  });

  it('lets go: the person is told, and old cards do nothing any more', () => {
    join();
    const card = newestWith(agent, 'With a USB cable');
    helpdesk.tap(agent, 'Let go', card);
    expect(words(person)).toContain('let go of this case');
    expect(person.case?.helper).toBeUndefined();
    helpdesk.tap(agent, 'With a USB cable', card);
    helpdesk.say(agent, 'where am i');
    expect(person.case?.choices).toHaveLength(1);
    const shown = agent.shown.length;
    helpdesk.tap(person, 'With a USB cable', newestWith(person, 'With a USB cable'));
    expect(agent.shown.length).toBe(shown);
  });

  it('goes on alone with a copy, and the person with their own', () => {
    const code = join();
    helpdesk.tap(agent, 'Go on alone');
    expect(agent.last).toMatchObject({ kind: 'question', audience: 'agent' });
    helpdesk.tap(agent, 'With a USB cable');
    expect(person.case?.choices).toHaveLength(1);
    expect(words(person)).toContain('took a copy');
    expect(agent.case).toMatchObject({ caller: code });
    expect(agent.case?.id).not.toBe(person.case?.id);
    expect(agent.case?.agent?.helping).toEqual([]);
  });

  it('ends with notes for the ticket in three forms', () => {
    const code = join();
    helpdesk.say(agent, 'note: swapped the *cable*');
    helpdesk.tap(agent, 'With a USB cable');
    helpdesk.tap(agent, 'That fixed it');
    const ticket = helpdesk.tap(agent, 'Notes for the ticket');
    if (ticket.kind !== 'ticket') throw new Error('There is no ticket.');
    expect(ticket.plain).toContain(`Case ${code}`);
    expect(ticket.plain).toContain('swapped the *cable*');
    expect(ticket.markdown).toContain('swapped the \\*cable\\*');
    expect(JSON.parse(ticket.json)).toMatchObject({ case: code, notes: [{ step: 'How is the printer connected?', text: 'swapped the *cable*' }] });
    expect(JSON.stringify(person.case)).not.toContain('swapped');
    expect(JSON.stringify(person.shown)).not.toContain('swapped');
  });

  it('shares several cases, and hears of those that are not on the screen', () => {
    const code = join();
    const other = helpdesk.open('other');
    helpdesk.say(other, 'paper jam');
    helpdesk.say(agent, codeOf(other));
    helpdesk.tap(person, 'With a USB cable', newestWith(person, 'With a USB cable'));
    expect(words(agent)).toContain(`Case ${code}: the person is now at “Reseat the USB cable”`);
    helpdesk.tap(agent, `Go to ${code}`);
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable' });
    helpdesk.say(agent, 'my cases');
    expect(labels(agent)).toContain(spelled(other.case?.code ?? ''));
    helpdesk.say(agent, spelled(other.case?.code ?? ''));
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Open the door' });
  });
});

describe('A person who is helped', () => {
  it('stops sharing from any step, and the agent is told', () => {
    join();
    helpdesk.tap(agent, 'With a USB cable');
    helpdesk.tap(person, 'Stop sharing');
    expect(words(agent)).toContain('is not shared any more');
    expect(agent.case?.agent?.helping).toEqual([]);
    helpdesk.tap(agent, 'Still not working', newestWith(agent, 'Still not working'));
    expect(person.case?.choices).toHaveLength(2);
  });

  it.each([
    ['starts over', () => helpdesk.say(person, 'start over')],
    [
      'is forgotten',
      () => {
        helpdesk.say(person, 'forget me');
        helpdesk.tap(person, 'Delete everything');
      },
    ],
  ])('shares nothing any more when they %s', (_, leave) => {
    const code = join();
    leave();
    expect(person.case?.helper).toBeUndefined();
    expect(words(agent)).toContain('is not shared any more');
    helpdesk.say(agent, code);
    expect(words(agent)).toContain('no open case with that code');
  });

  it('is alone again when the agent is forgotten, or has done nothing for four hours', () => {
    join();
    helpdesk.say(agent, 'forget me');
    helpdesk.tap(agent, 'Delete everything');
    expect(person.case?.helper).toBeUndefined();
    helpdesk.say(agent, codeOf(person));
    expect(person.case?.helper).toBeDefined();
    person.wait(4 * 3_600_000);
    helpdesk.say(person, 'hello');
    expect(person.case?.helper).toBeUndefined();
    expect(words(agent)).toContain('is not shared any more');
  });

  it('decides alone about their data and their opinion', () => {
    join();
    const stamp = { case: person.case?.id ?? '', node: '-', visit: person.case?.visit ?? 0 };
    for (const action of [{ do: 'forget-all' }, { do: 'start-over' }, { do: 'rate', rating: 'poor' }, { do: 'code' }] as const) {
      person.wait(20_000);
      person.send({ kind: 'helped', by: 'agent', does: { kind: 'tap', stamp, action, fields: {} } });
    }
    expect(person.case?.choices).toHaveLength(1);
    expect(person.effects.filter(({ kind }) => kind === 'forget')).toEqual([]);
    expect(person.case?.rating).toBeUndefined();
  });
});

describe('Who is no agent', () => {
  it('gets nothing with a code, nor with an agent’s buttons', () => {
    helpdesk.say(person, 'printer offline');
    const code = codeOf(person);
    const stranger = helpdesk.open('stranger');
    helpdesk.say(stranger, code);
    const stamp = { case: person.case?.id ?? '', node: 'printer-offline/which-connection', visit: person.case?.visit ?? 0 };
    for (const action of [
      { do: 'agent', what: 'alone' },
      { do: 'switch', case: stamp.case },
      { do: 'answer', answer: 'usb' },
    ] as const) {
      stranger.wait(20_000);
      stranger.send({ kind: 'tap', stamp, action, fields: {} });
    }
    expect(stranger.effects).toEqual([]);
    expect(JSON.stringify(stranger.shown)).not.toContain('You share case');
    expect(person.case?.choices).toHaveLength(1);
    expect(person.case?.helper).toBeUndefined();
  });

  it('does nothing in a case that is shared with somebody else', () => {
    join();
    helpdesk.open('second', 'teams:bob');
    person.send({ kind: 'helped', by: 'second', does: { kind: 'text', text: '2' } });
    expect(person.case?.choices).toHaveLength(1);
    expect(person.effects.at(-1)).toEqual({ kind: 'share', to: 'second', news: { kind: 'ended' } });
  });

  it('cannot take a case that another agent has', () => {
    const code = join();
    const second = helpdesk.open('second', 'teams:bob');
    helpdesk.say(second, code);
    expect(words(second)).toContain('shares that case already');
    expect(person.case?.helper?.by).toBe('agent');
  });
});

describe('What people type in a shared case', () => {
  it('is not read by the agent, and both are told so when the agent says something', () => {
    join();
    helpdesk.say(agent, 'tell them: which printer is it?');
    expect(words(person)).toContain('not what you type');
    expect(words(agent)).toContain('do not see what they type');
  });

  it('leads to a list that says who is asked, without the words', () => {
    join();
    const { triage } = person.desk;
    person.desk = { ...person.desk, triage: () => ({ ...triage('paper jam'), verdict: 'choose' }) as Verdict };
    helpdesk.say(person, 'paper or something');
    expect(person.last.kind).toBe('choose');
    expect(agent.last).toMatchObject({ kind: 'choose', because: [] });
    expect(words(agent)).toContain('The person is asked this');
  });

  it('is the helpdesk’s when it is a code, or the words of an agent whose session has ended', () => {
    const code = join();
    helpdesk.say(person, code);
    expect(words(person)).toContain('A code is for your helpdesk');
    agent.agent = undefined;
    for (const text of ['my cases', 'note: calls from the train', 'tell them: hello', 'for a caller Anna', 'let go']) {
      helpdesk.say(agent, text);
      expect(words(agent)).toContain('Sign in again');
    }
    expect(words(person)).not.toContain('hello');
  });
});
