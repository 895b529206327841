/** What stays the person's own in a case that an agent shares: their data, their opinion, their words to the helpdesk. */
import { type Conversation, wordsOf } from '../support/conversation.ts';
import { Helpdesk, newestWith } from '../support/helpdesk.ts';
import { smallDesk } from '../support/small-knowledge.ts';

let helpdesk: Helpdesk;
let person: Conversation;
let agent: Conversation;

beforeEach(() => {
  helpdesk = new Helpdesk({ ...smallDesk(), helpdesk: { followUpAfter: 0 } });
  person = helpdesk.open('person');
  agent = helpdesk.open('agent', 'teams:anna');
  helpdesk.say(person, 'printer offline');
  helpdesk.say(person, 'my code');
  helpdesk.say(agent, person.case?.code ?? '');
});

function sendCase(): void {
  helpdesk.say(person, 'person');
  helpdesk.tap(person, 'Here in this chat');
  helpdesk.tap(person, 'Send it');
}

describe('What an agent types', () => {
  it.each(['1', 'Delete everything'])('does not delete what the person was asked about: %s', (typed) => {
    helpdesk.say(person, 'forget me');
    helpdesk.say(agent, typed);
    expect(person.effects.map(({ kind }) => kind)).not.toContain('forget');
    expect(person.case?.choices).toHaveLength(1);
  });

  it('sends nobody’s case for them', () => {
    helpdesk.say(person, 'person');
    helpdesk.tap(person, 'Here in this chat');
    helpdesk.say(agent, '1');
    helpdesk.say(agent, 'Send it');
    expect(person.case?.handovers).toBeUndefined();
  });

  it('is not how the person is reached, and not their opinion', () => {
    helpdesk.say(person, 'person');
    helpdesk.say(agent, '+49 30 7654321');
    expect(person.case?.handing?.reach).toBeUndefined();
    helpdesk.tap(person, 'Do not send anything');
    helpdesk.say(person, 'it works now');
    helpdesk.tap(person, 'It was easy');
    helpdesk.say(agent, 'that took long enough');
    expect(person.case?.comment).toBeUndefined();
  });

  it('does not reach the helpdesk as the person’s words', () => {
    sendCase();
    const id = person.case?.handovers?.[0]?.id ?? '';
    person.send({ kind: 'helpdesk-did', id, did: 'said', via: 'card', by: 'Ben', text: 'Which printer is it?' });
    helpdesk.say(agent, 'the one on floor 2');
    expect(person.case?.handovers?.[0]?.said.filter(({ from }) => from === 'person')).toEqual([]);
    expect(wordsOf(agent.last)).not.toContain('I pass that on');
  });

  it('still means the way on that the person was offered', () => {
    helpdesk.say(person, 'paper jam');
    expect(wordsOf(person.last)).toContain('That sounds like another problem');
    helpdesk.say(agent, '1');
    expect(person.last).toMatchObject({ kind: 'step', title: 'Open the door' });
  });
});

describe('How the person is reached', () => {
  it('is not shown to an agent before it is sent, and asking for it is left to the person', () => {
    helpdesk.say(person, 'person');
    helpdesk.say(person, '+49 30 1234567');
    helpdesk.tap(agent, 'Talk to a person', newestWith(agent, 'Talk to a person'));
    helpdesk.say(agent, 'person');
    expect(JSON.stringify(agent.shown)).not.toContain('1234567');
    expect(wordsOf(agent.last)).toContain('only they can');
  });

  it('does not go with a copy, nor does what was said with the helpdesk', () => {
    sendCase();
    helpdesk.say(person, 'back');
    helpdesk.say(agent, 'notes for the ticket');
    helpdesk.tap(agent, 'Go on alone', newestWith(agent, 'Go on alone'));
    expect(agent.case?.caller).toBeDefined();
    expect(agent.case?.handovers).toBeUndefined();
    expect(JSON.stringify(person.effects.filter(({ kind }) => kind === 'share'))).not.toContain('"handovers"');
  });

  it('stays out of the copy for a ticket while the person is being asked', () => {
    helpdesk.say(person, 'person');
    helpdesk.say(person, '+49 30 1234567');
    helpdesk.tap(agent, 'Go on alone', newestWith(agent, 'Go on alone'));
    expect(JSON.stringify([agent.case, person.effects])).not.toContain('1234567');
  });
});
