/** An agent with several callers on the telephone, one after the other and between each other. */
import { buttonsOf, type Conversation, wordsOf } from '../support/conversation.ts';
import { spelled } from '../../dialogs/case-code.ts';
import { isNeeded } from '../../dialogs/needed.ts';
import { renderCard } from '../../cards/render-card.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { Helpdesk, newestWith } from '../support/helpdesk.ts';

let helpdesk: Helpdesk;
let agent: Conversation;

beforeEach(() => {
  helpdesk = new Helpdesk();
  agent = helpdesk.open('agent', 'teams:anna');
});

const labels = (): string[] => buttonsOf(agent.last).map(({ label }) => label);

describe('An agent', () => {
  it('begins cases for callers, and goes from one to the other by name', () => {
    helpdesk.say(agent, 'for a caller Anna');
    expect(agent.case).toMatchObject({ audience: 'agent', caller: 'Anna' });
    helpdesk.say(agent, 'printer offline');
    helpdesk.tap(agent, 'With a USB cable');
    helpdesk.say(agent, 'new caller');
    expect(agent.case).toMatchObject({ caller: 'Caller 1' });
    helpdesk.say(agent, 'paper jam');
    helpdesk.say(agent, 'anna');
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable', audience: 'agent' });
    expect(wordsOf(agent.last)).toContain('This is the case of Anna');
    helpdesk.say(agent, 'my cases');
    expect(labels()).toContain('Caller 1');
    expect(wordsOf(agent.last)).toContain('Open the door');
    helpdesk.tap(agent, 'Caller 1');
    expect(agent.last).toMatchObject({ title: 'Open the door' });
    expect(agent.case?.agent?.parked.map(({ caller }) => caller)).toEqual(['Anna']);
  });

  it('tells callers of one name apart, and goes back to each by what they are called', () => {
    for (const [symptom, name] of [
      ['printer offline', 'Anna'],
      ['paper jam', 'Anna 2'],
      ['printer offline', 'Anna 3'],
    ] as const) {
      helpdesk.say(agent, name === 'Anna 3' ? 'for a caller anna' : 'for a caller Anna');
      expect(agent.case?.caller?.toLowerCase()).toBe(name.toLowerCase());
      helpdesk.say(agent, symptom);
    }
    helpdesk.say(agent, 'anna 2');
    expect(agent.last).toMatchObject({ title: 'Open the door' });
    helpdesk.say(agent, 'anna');
    expect(agent.case?.caller).toBe('Anna');
  });

  it('who writes what the caller says stays in the case of that caller', () => {
    helpdesk.say(agent, 'caller Anna');
    helpdesk.say(agent, 'caller says the printer is offline');
    expect(agent.case).toMatchObject({ caller: 'Anna', symptom: 'caller says the printer is offline' });
    expect(agent.last).toMatchObject({ kind: 'question' });
  });

  it('who lets go of a case that is not shared is told so, and led to those that are', () => {
    helpdesk.say(agent, 'for a caller Anna');
    helpdesk.say(agent, 'let go');
    expect(wordsOf(agent.last)).toContain('shared with you');
    expect(labels()).toEqual(['My cases']);
  });

  it('takes notes at any step, and ends with all of it for the ticket', () => {
    helpdesk.say(agent, 'for a caller Anna');
    helpdesk.say(agent, 'printer offline');
    helpdesk.say(agent, 'note: she is in a hurry');
    helpdesk.tap(agent, 'With a USB cable', newestWith(agent, 'With a USB cable'));
    helpdesk.say(agent, 'my cases');
    helpdesk.tap(agent, 'Add a note');
    helpdesk.tap(agent, 'Keep it', agent.last, { note: 'the cable is old' });
    expect(agent.case?.notes).toMatchObject([
      { text: 'she is in a hurry', step: 'How is the printer connected?' },
      { text: 'the cable is old', step: 'Reseat the USB cable' },
    ]);
    const ticket = helpdesk.say(agent, 'notes for the ticket');
    expect(ticket).toMatchObject({ kind: 'ticket', plain: expect.stringContaining('Caller: Anna') });
    expect(wordsOf(ticket)).toContain('the cable is old');
    helpdesk.tap(agent, 'Close this case');
    expect(agent.case).toMatchObject({ choices: [], agent: { parked: [] } });
    expect(agent.case?.caller).toBeUndefined();
  });

  it('keeps a very long case small on the ticket', () => {
    helpdesk.say(agent, 'for a caller Anna');
    helpdesk.say(agent, 'printer offline');
    for (let notes = 0; notes < 60; notes += 1) helpdesk.say(agent, `note: ${notes} ${'long '.repeat(150)}`);
    const ticket = helpdesk.say(agent, 'notes for the ticket');
    if (ticket.kind !== 'ticket') throw new Error('There is no ticket.');
    expect(ticket.json.length).toBeLessThan(5001);
    expect(JSON.parse(ticket.json)).toMatchObject({ leftOut: expect.any(Number) });
  });

  it('has at most fifteen cases put aside, and is told so', () => {
    for (let callers = 0; callers < 20; callers += 1) helpdesk.say(agent, `for a caller number ${callers}`);
    expect(agent.case?.agent?.parked).toHaveLength(15);
    expect(wordsOf(agent.last)).toContain('very many open cases');
  });

  it('forgets all of them at once', () => {
    helpdesk.say(agent, 'for a caller Anna');
    helpdesk.say(agent, 'printer offline');
    helpdesk.say(agent, 'new caller');
    helpdesk.say(agent, 'forget me');
    helpdesk.tap(agent, 'Delete everything');
    expect(JSON.stringify(agent.case)).not.toContain('Anna');
  });
});

describe('A card of a caller who is put aside', () => {
  /** Two callers: Anna with a ticket card, put aside, and Bob on the screen. */
  function two(): { readonly step: Reply; readonly ticket: Reply } {
    helpdesk.say(agent, 'for a caller Anna');
    const step = helpdesk.say(agent, 'printer offline');
    const ticket = helpdesk.say(agent, 'notes for the ticket');
    helpdesk.say(agent, 'for a caller Bob');
    helpdesk.say(agent, 'paper jam');
    return { step, ticket };
  }

  const callers = (): (string | undefined)[] => [agent.case, ...(agent.case?.agent?.parked ?? [])].map((one) => one?.caller);

  it('says whose it is, and so does the ticket', () => {
    const { step, ticket } = two();
    expect(step).toMatchObject({ caller: 'Anna' });
    expect(JSON.stringify(renderCard(step))).toContain('Anna · ');
    expect(ticket).toMatchObject({ title: 'Notes for the ticket: Anna' });
    expect(wordsOf(helpdesk.say(agent, 'note: calls from the train'))).toContain('case of Bob');
  });

  it('acts on that caller’s case when it is tapped, never on the one on the screen', () => {
    const { step } = two();
    const bob = agent.case?.choices;
    helpdesk.tap(agent, 'With a USB cable', step);
    expect(agent.last).toMatchObject({ kind: 'step', title: 'Reseat the USB cable', caller: 'Anna' });
    expect(agent.case?.agent?.parked).toMatchObject([{ caller: 'Bob', choices: bob }]);
  });

  it('closes that case alone, and says which one', () => {
    const { ticket } = two();
    helpdesk.tap(agent, 'Close this case', ticket);
    expect(wordsOf(agent.last)).toContain('The case of Anna is closed');
    expect(callers()).toEqual([undefined, 'Bob']);
  });

  it('changes nothing once the case is closed, and says so', () => {
    const { step, ticket } = two();
    helpdesk.tap(agent, 'Close this case', ticket);
    helpdesk.say(agent, 'bob');
    const before = agent.case;
    for (const [title, card] of [
      ['With a USB cable', step],
      ['Close this case', ticket],
    ] as const) {
      helpdesk.tap(agent, title, card);
      expect(wordsOf(agent.last)).toContain('changed nothing');
      expect(agent.case).toMatchObject({ id: before?.id, choices: before?.choices });
    }
  });

  it('keeps a note with the case that it was asked for', () => {
    two();
    helpdesk.say(agent, 'anna');
    helpdesk.say(agent, 'my cases');
    const asked = helpdesk.tap(agent, 'Add a note');
    helpdesk.say(agent, 'bob');
    helpdesk.tap(agent, 'Keep it', asked ?? agent.last, { note: 'of Anna' });
    expect(agent.case).toMatchObject({ caller: 'Bob', agent: { parked: [{ caller: 'Anna', notes: [{ text: 'of Anna' }] }] } });
  });
});

describe('What an agent types', () => {
  it('means what it does for everybody, whatever a caller is called', () => {
    helpdesk.say(agent, 'for a caller help');
    helpdesk.say(agent, 'new caller');
    helpdesk.say(agent, 'help');
    expect(agent.case?.caller).toBe('Caller 1');
  });

  it('is answered when nothing stands after the colon', () => {
    expect(wordsOf(helpdesk.say(agent, 'note:'))).toContain('after the colon');
  });
});

describe('"Start over" beside the conversation', () => {
  const startOver = (one: Conversation): void => {
    one.send({ kind: 'tap', stamp: { case: '-', node: '-', visit: 0 }, action: { do: 'start-over' }, fields: {} });
  };

  it('puts the caller on the screen aside, with the notes', () => {
    helpdesk.say(agent, 'for a caller Anna');
    helpdesk.say(agent, 'note: calls from the train');
    startOver(agent);
    expect(agent.case).toMatchObject({ choices: [], agent: { parked: [{ caller: 'Anna', notes: [{ text: 'calls from the train' }] }] } });
    expect(wordsOf(agent.last)).toContain('My cases');
  });

  it('begins anew for everybody else', () => {
    const person = helpdesk.open('person');
    helpdesk.say(person, 'printer offline');
    startOver(person);
    expect(person.last.kind).toBe('welcome');
    expect(person.case?.choices).toEqual([]);
  });

  it('leaves no conversation that somebody counts on', () => {
    const person = helpdesk.open('person');
    helpdesk.say(person, 'printer offline');
    const needed = (one: Conversation): boolean | undefined => one.case && isNeeded(one.case);
    expect([needed(person), needed(agent)]).toEqual([false, false]);
    helpdesk.say(person, 'my code');
    helpdesk.say(agent, spelled(person.case?.code ?? ''));
    expect([needed(person), needed(agent)]).toEqual([true, true]);
  });
});
