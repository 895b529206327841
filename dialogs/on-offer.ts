/** A typed answer to what the bot last offered: a number, yes or no, a button's words, or the comment. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import { act } from './act.ts';
import { keepComment } from './keep-comment.ts';
import { plainWords } from './phrases.ts';
import type { Button } from './reply.ts';
import type { Result } from './result.ts';
import type { Turn } from './turn.ts';

/** What the text means to the open offer; `undefined` when it means nothing to it. */
export function onOffer(turn: Turn, text: string, phrase: PhraseKind | undefined): Result | undefined {
  const { offer } = turn.case;
  if (offer === undefined) return undefined;
  if (offer.kind === 'comment') return phrase === undefined && !/^\d{1,2}$/.test(text) ? keepComment(turn, text) : undefined;
  const picked = byNumber(offer.buttons, text) ?? byPhrase(offer.buttons, phrase) ?? byWords(offer.buttons, text);
  return picked === undefined ? undefined : act(turn, picked.action);
}

function byNumber(buttons: readonly Button[], text: string): Button | undefined {
  const number = /^\W{0,3}(\d{1,2})\W{0,3}$/.exec(text)?.[1];
  return number === undefined ? undefined : buttons[Number(number) - 1];
}

/** Of two buttons the first means yes and the second no; on a longer list no means "none of these". */
function byPhrase(buttons: readonly Button[], phrase: PhraseKind | undefined): Button | undefined {
  if (phrase === 'continue') return buttons.find((button) => button.action.do === 'stay');
  if (phrase === 'no') return buttons.length === 2 ? buttons[1] : buttons.find((button) => button.action.do === 'none-of-these');
  return phrase === 'yes' && buttons.length === 2 ? buttons[0] : undefined;
}

function byWords(buttons: readonly Button[], text: string): Button | undefined {
  const said = plainWords(text);
  return buttons.find((button) => plainWords(button.label) === said);
}
