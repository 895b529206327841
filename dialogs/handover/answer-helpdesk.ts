/** The person's words to the helpdesk. */
import type { PhraseKind } from '../../knowledge/talk-schema.ts';
import { longestText } from '../input.ts';
import { type Result, saying } from '../result.ts';
import { message } from '../show.ts';
import type { Turn } from '../turn.ts';
import { mostSaid } from './handover.ts';
import { changeAndTell, findHandover, showStatus } from './status.ts';
import { handoverWords as words } from './words.ts';

/** Passes words on. */
export function tellHelpdesk(turn: Turn, id: string, typed: string): Result {
  const one = findHandover(turn, id);
  const text = typed.trim().slice(0, longestText);
  if (one === undefined) return { turn, replies: [] };
  if (text === '') {
    const reply = showStatus(turn, one);
    return saying(turn, { ...reply, lines: [words.nothingToPass, ...reply.lines] });
  }
  const said = [...one.said, { from: 'person' as const, text, at: turn.moment.now }].slice(-mostSaid);
  const told = changeAndTell(turn, { ...one, said }, { what: 'message', text });
  return saying(told, message(told, { lines: [words.passedOn], buttons: [{ label: words.showStatus, action: { do: 'person' } }] }));
}

/** Whether typed words are meant for the helpdesk: whatever problem they name, unless they steer. */
export function isAnswer(phrase: PhraseKind | undefined): boolean {
  switch (phrase) {
    case undefined:
    case 'yes':
    case 'no':
    case 'done':
    case 'stuck':
    case 'not-fixed':
    case 'negation':
    case 'vague':
      return true;
    case 'back':
    case 'start-over':
    case 'help':
    case 'where':
    case 'person':
    case 'code':
    case 'stop-sharing':
    case 'caller':
    case 'cases':
    case 'ticket-notes':
    case 'let-go':
    case 'forget':
    case 'continue':
    case 'thanks':
    case 'hello':
    case 'fixed':
      return false;
  }
}
