/** One reply for every node of every guide and audience, and one of each other kind. */
import { audience } from '../../dialogs/audience.ts';
import { type Case, newCase } from '../../dialogs/case.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import type { Reply } from '../../dialogs/reply.ts';
import { longAbsence, takeTurn } from '../../dialogs/take-turn.ts';

export interface NamedReply {
  readonly name: string;
  readonly reply: Reply;
}

const id = 'case-of-the-gallery';
const moment = { now: 0, newId: id };

/** All replies a person can meet, each with a name that tells where. */
export function everyReply(desk: Desk): NamedReply[] {
  return [...everyNode(desk), ...everyOther(desk)];
}

function everyNode(desk: Desk): NamedReply[] {
  const places = [...desk.library.guides.values()].flatMap((guide) => Object.keys(guide.nodes).map((node) => `${guide.id}/${node}`));
  return audience.options.flatMap((who) =>
    places.flatMap((ref) =>
      takeTurn(desk, newCase(id, 0, who), tap('-', 0, { do: 'go', to: ref }), moment).replies.map((reply) => ({ name: `${ref} (${who})`, reply })),
    ),
  );
}

function everyOther(desk: Desk): NamedReply[] {
  const [first, second] = [...desk.library.guides.values()].map((guide) => `${guide.id}/${guide.start}`);
  const started = takeTurn(desk, newCase(id, 0), tap('-', 0, { do: 'go', to: first ?? '' }), moment).case;
  const say = (name: string, before: Case | undefined, input: Input, now = 0): NamedReply[] =>
    takeTurn(desk, before, input, { ...moment, now }).replies.map((reply) => ({ name, reply }));
  const mail = { kind: 'text', text: 'my mail does not arrive on the phone' } as const;
  return [
    ...say('welcome', undefined, { kind: 'joined' }),
    ...say('hello of a group', undefined, { kind: 'introduced' }),
    ...say('card of somebody else', started, { kind: 'tap', stamp: { case: id, node: '-', visit: 0, owner: 'somebody' }, action: { do: 'back' }, fields: {} }),
    ...say('vague words', undefined, mail),
    ...say('out of scope', undefined, { kind: 'text', text: 'the printer on the second floor is jammed again' }),
    ...say('no words at all', undefined, { kind: 'text', text: 'qwxz' }),
    ...say('help', started, { kind: 'text', text: 'help' }),
    ...say('where am I', started, { kind: 'text', text: 'where am i' }),
    ...say('not understood', { ...started, misses: 1 }, { kind: 'text', text: 'qwxz' }),
    ...say('person', started, { kind: 'text', text: 'person' }),
    ...say('works now', started, { kind: 'text', text: 'it works now' }),
    ...say('old card', started, tap(second ?? '-', 0, { do: 'back' })),
    ...say('another problem', started, tap('-', 0, { do: 'go', to: second ?? '' })),
    ...say('coming back', started, { kind: 'joined' }, longAbsence + 1),
    ...say('topics', started, tap('-', 0, { do: 'topics', from: 0 })),
    ...say('thanks', started, { kind: 'text', text: 'thanks' }),
    ...say('rating', solved(desk, started), tap(first ?? '-', 2, { do: 'rate', rating: 'good' })),
    ...say('my code', started, { kind: 'text', text: 'my code' }),
    ...shared(desk, started),
    ...say('a file', started, { kind: 'file', files: [{ name: 'picture.png' }] }),
  ];
}

/** What an agent and the person see who share a case. */
function shared(desk: Desk, started: Case): NamedReply[] {
  const code = 'K7M3QX4';
  const asAgent = { ...moment, agent: 'agent' };
  const came = takeTurn(desk, { ...started, code }, { kind: 'helper-came', by: 'agent', agent: 'agent', code }, moment);
  const joined = came.effects.flatMap((effect) =>
    effect.kind === 'share' ? [takeTurn(desk, newCase('case-of-an-agent', 0), { kind: 'shared', from: 'person', news: effect.news }, asAgent)] : [],
  );
  const told = takeTurn(desk, came.case, { kind: 'helped', by: 'agent', does: { kind: 'told', text: 'One moment.' } }, moment);
  const listed = joined.flatMap((one) => takeTurn(desk, one.case, { kind: 'text', text: 'my cases' }, asAgent).replies);
  const ticket = takeTurn(
    desk,
    { ...started, caller: 'Anna', notes: [{ text: 'A note.', step: 'A step', at: 0 }] },
    { kind: 'text', text: 'notes for the ticket' },
    asAgent,
  );
  return [
    ...named('somebody helps', came.replies),
    ...joined.flatMap(({ replies }) => named('an agent joins', replies)),
    ...named('the helpdesk says', told.replies),
    ...named('an agent’s cases', listed),
    ...named('notes for the ticket', ticket.replies),
  ];
}

function named(name: string, replies: readonly Reply[]): NamedReply[] {
  return replies.map((reply) => ({ name, reply }));
}

function solved(desk: Desk, started: Case): Case {
  return takeTurn(desk, started, { kind: 'text', text: 'it works now' }, moment).case;
}

function tap(node: string, visit: number, action: Extract<Input, { kind: 'tap' }>['action']): Input {
  return { kind: 'tap', stamp: { case: id, node, visit }, action, fields: {} };
}
