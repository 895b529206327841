/** Whatever a person and an agent tap, in whatever order: it comes to an end, and both sides agree on whether they share the case. */
import * as fc from 'fast-check';
import type { Conversation } from '../support/conversation.ts';
import { buttonsOf } from '../support/conversation.ts';
import { Helpdesk } from '../support/helpdesk.ts';

const words = [
  'my code',
  'stop sharing',
  'let go',
  'my cases',
  'new caller',
  'start over',
  'back',
  'person',
  'printer offline',
  'note: x',
  'tell them: x',
  '2',
];
const step = fc.record({ who: fc.boolean(), button: fc.nat(400), word: fc.option(fc.constantFrom(...words)), join: fc.boolean() });

/** Any button of any card that is still on the screen. */
function anyTap(helpdesk: Helpdesk, one: Conversation, number: number): void {
  const taps = one.shown.slice(-6).flatMap((reply) => buttonsOf(reply).map(({ label }) => [label, reply] as const));
  const tap = taps[number % Math.max(1, taps.length)];
  if (tap !== undefined) helpdesk.tap(one, tap[0], tap[1]);
}

it('A shared case ends on both sides or on none, and nothing echoes without end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const helpdesk = new Helpdesk();
      const person = helpdesk.open('person');
      const agent = helpdesk.open('agent', 'teams:anna');
      helpdesk.say(person, 'printer offline');
      for (const { who, button, word, join } of steps) {
        const one = who ? person : agent;
        if (join && person.case?.code !== undefined && person.case.helper === undefined) helpdesk.say(agent, person.case.code);
        else if (word === null) anyTap(helpdesk, one, button);
        else helpdesk.say(one, word);
        const shared = agent.case?.agent?.helping ?? [];
        expect(shared.map((entry) => entry.case)).toEqual(person.case?.helper === undefined ? [] : [person.case.id]);
        expect(JSON.stringify(person.shown)).not.toContain('"kind":"ticket"');
      }
    }),
    { numRuns: 150 },
  );
});
