/** The buttons of a hand-over. */
import { type Result, saying, showing } from '../result.ts';
import { message } from '../show.ts';
import { amend, type Turn } from '../turn.ts';
import type { HandoverAction } from './actions.ts';
import { tellHelpdesk } from './answer-helpdesk.ts';
import { askNext, askPerson, keepCase, keepContact, sendCase } from './ask.ts';
import { sayWorks } from './follow-up.ts';
import { isSent } from './status.ts';
import { handoverWords as words } from './words.ts';

/** Does what a button of a hand-over says. */
export function actOnHandover(turn: Turn, action: HandoverAction, fields: Readonly<Record<string, string>>): Result {
  switch (action.do) {
    case 'person':
      return askPerson(turn);
    case 'tell-helpdesk':
      return isSent(turn, action.handover) ? tellHelpdesk(turn, action.handover, fields['answer'] ?? '') : gone(turn);
    case 'works':
      return isSent(turn, action.handover) ? sayWorks(turn, action.handover, action.works) : gone(turn);
    case 'keep-case':
      return keepCase(turn);
    case 'contact':
    case 'contact-here':
    case 'contact-again':
    case 'files':
    case 'send-case':
      return turn.desk.helpdesk === undefined ? showing(turn) : prepare(turn, action, fields);
  }
}

function prepare(
  turn: Turn,
  action: Exclude<HandoverAction, { do: 'person' | 'tell-helpdesk' | 'works' | 'keep-case' }>,
  fields: Readonly<Record<string, string>>,
): Result {
  const { reach: _, ...unreached } = turn.case.handing ?? {};
  switch (action.do) {
    case 'contact':
      return keepContact(turn, fields['contact'] ?? '');
    case 'contact-here':
      return askNext(amend(turn, { handing: { ...unreached, reach: { way: 'chat' } } }));
    case 'contact-again':
      return askNext(amend(turn, { handing: unreached }));
    case 'files':
      return askNext(amend(turn, { handing: { ...turn.case.handing, files: action.keep } }));
    case 'send-case':
      return sendCase(turn, action.as);
  }
}

function gone(turn: Turn): Result {
  return saying(turn, message(turn, { lines: [words.handoverGone], buttons: [{ label: words.send, action: { do: 'person' } }] }));
}
