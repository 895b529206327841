/** A typed answer to what the bot last offered: a number, yes or no, a button's words, or the comment. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import { act } from './act.ts';
import { keepComment } from './keep-comment.ts';
import { plainWords } from './phrases.ts';
import type { Button } from './reply.ts';
import type { Result } from './result.ts';
import type { Turn } from './turn.ts';

/** What the text means to the open offer; `undefined` when it means nothing to it. */
export function onOffer(turn: Turn, text: string, phrase: PhraseKind | undefined, returning: boolean): Result | undefined {
  const { offer } = turn.case;
  if (offer === undefined) return undefined;
  if (offer.kind === 'comment') return returning ? undefined : asComment(turn, text, phrase);
  const picked = byNumber(offer.buttons, text) ?? byPhrase(offer.buttons, phrase) ?? byWords(offer.buttons, text);
  return picked === undefined ? undefined : act(turn, picked.action);
}

/** Words are the comment, unless they steer or are clearly a new problem; "no" is no comment. */
function asComment(turn: Turn, text: string, phrase: PhraseKind | undefined): Result | undefined {
  if (phrase === 'no') return keepComment(turn, '');
  const isProblem = turn.desk.triage(text).verdict === 'match';
  return phrase === undefined && !/^\d{1,2}$/.test(text) && !isProblem ? keepComment(turn, text) : undefined;
}

function byNumber(buttons: readonly Button[], text: string): Button | undefined {
  const number = /^\W{0,3}(\d{1,2})\W{0,3}$/.exec(text)?.[1];
  return number === undefined ? undefined : buttons[Number(number) - 1];
}

/** Where the choice is between doing something and staying, yes and no mean these; on a list no means "none of these". */
function byPhrase(buttons: readonly Button[], phrase: PhraseKind | undefined): Button | undefined {
  if (phrase === 'continue') return buttons.find((button) => button.action.do === 'stay');
  const [first, second, third] = buttons;
  const isYesOrNo = third === undefined && (first?.action.do === 'stay' || second?.action.do === 'stay');
  if (phrase === 'no') return isYesOrNo ? second : buttons.find((button) => button.action.do === 'none-of-these');
  return phrase === 'yes' && isYesOrNo ? first : undefined;
}

function byWords(buttons: readonly Button[], text: string): Button | undefined {
  const said = plainWords(text);
  return buttons.find((button) => plainWords(button.label) === said);
}
