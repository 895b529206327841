/** An agent with several callers on the telephone, one after the other and between each other. */
import { buttonsOf, type Conversation, wordsOf } from '../support/conversation.ts';
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
