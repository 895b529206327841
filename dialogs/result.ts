/** What handling one input gives: the turn as it is then, and what to say. */
import type { Case } from './case.ts';
import type { Button, Reply } from './reply.ts';
import { showPosition } from './show.ts';
import type { Aside } from './show-node.ts';
import type { Turn } from './turn.ts';

export interface Result {
  readonly turn: Turn;
  readonly replies: readonly Reply[];
}

/** Shows where the turn is now. */
export function showing(turn: Turn, aside: Aside = {}): Result {
  return saying(turn, showPosition(turn, aside));
}

/** Says one thing; its buttons are what typed words may mean next. */
export function saying(turn: Turn, reply: Reply): Result {
  const { offer: _, ...rest } = turn.case;
  const offer = offerOf(reply);
  return { turn: { ...turn, case: offer === undefined ? rest : { ...rest, offer } }, replies: [reply] };
}

function offerOf(reply: Reply): Case['offer'] {
  switch (reply.kind) {
    case 'message':
      return reply.field === undefined ? buttonsOffer(reply.buttons) : fieldOffer(reply.field.id, reply.buttons);
    case 'choose':
      return buttonsOffer([...reply.options, ...reply.buttons]);
    case 'welcome':
    case 'path':
    case 'ticket':
    case 'finding':
      return buttonsOffer(reply.buttons);
    case 'solved':
      return buttonsOffer(reply.answers);
    case 'question':
    case 'step':
    case 'check':
    case 'handed-over':
      return undefined;
  }
}

/** What words typed next are for, when a card has a field. */
function fieldOffer(id: string, buttons: readonly Button[]): Case['offer'] {
  const offered = buttons.map(({ label, action }) => ({ label, action }));
  const sends = buttons.find(({ action }) => action.do === 'tell-helpdesk')?.action;
  if (sends?.do === 'tell-helpdesk') return { kind: 'helpdesk', handover: sends.handover, buttons: offered };
  return id === 'contact' ? { kind: 'contact', buttons: offered } : { kind: 'comment' };
}

function buttonsOffer(buttons: readonly Button[]): Case['offer'] {
  return { kind: 'buttons', buttons: buttons.map(({ label, action }) => ({ label, action })) };
}
