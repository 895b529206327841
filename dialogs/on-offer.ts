/** A typed answer to what the bot last offered: a number, yes or no, a button's words, or the comment. */
import type { PhraseKind } from '../knowledge/talk-schema.ts';
import { act } from './act.ts';
import type { Case } from './case.ts';
import { keepContact } from './handover/ask.ts';
import { isAnswer, tellHelpdesk } from './handover/answer-helpdesk.ts';
import { readContact } from './handover/contact.ts';
import { findHandover } from './handover/status.ts';
import { keepComment } from './keep-comment.ts';
import { negates, plainWords } from './phrases.ts';
import type { Button } from './reply.ts';
import type { Result } from './result.ts';
import type { Turn } from './turn.ts';

/** What the text means to the open offer; `undefined` when it means nothing to it. */
export function onOffer(turn: Turn, text: string, phrase: PhraseKind | undefined, returning: boolean): Result | undefined {
  const { offer } = turn.case;
  if (offer === undefined) return undefined;
  if (offer.kind === 'comment') return returning ? undefined : asComment(turn, text, phrase);
  if (offer.kind === 'contact') return asContact(turn, text, phrase, offer.buttons);
  if (offer.kind === 'helpdesk') return asWordsForHelpdesk(turn, text, phrase, offer);
  const picked = byNumber(offer.buttons, text) ?? byPhrase(offer.buttons, phrase) ?? byWords(offer.buttons, text) ?? byRating(turn, offer.buttons, text);
  return picked === undefined ? undefined : act(turn, picked.action);
}

/** Words are the comment, unless they steer or are clearly a new problem; "no" is no comment. */
function asComment(turn: Turn, text: string, phrase: PhraseKind | undefined): Result | undefined {
  if (phrase === 'no') return keepComment(turn, '');
  const isProblem = turn.desk.triage(text).verdict === 'match';
  return phrase === undefined && !/^\d{1,2}$/.test(text) && !isProblem ? keepComment(turn, text) : undefined;
}

/** A number or an address is how to be reached; a problem in words is a problem, and steering steers. */
function asContact(turn: Turn, text: string, phrase: PhraseKind | undefined, buttons: readonly Button[]): Result | undefined {
  const picked = byWords(buttons, text);
  if (picked !== undefined && picked.action.do !== 'contact') return act(turn, picked.action);
  if (readContact(text) !== undefined) return keepContact(turn, text);
  return phrase !== undefined || turn.desk.triage(text).verdict === 'match' ? undefined : keepContact(turn, text);
}

/** After a message of the helpdesk, words are the answer to it, whatever problem they name; only steering steers. */
function asWordsForHelpdesk(
  turn: Turn,
  text: string,
  phrase: PhraseKind | undefined,
  { handover, buttons }: Extract<NonNullable<Case['offer']>, { kind: 'helpdesk' }>,
): Result | undefined {
  const picked = byWords(buttons, text);
  if (picked !== undefined && picked.action.do !== 'tell-helpdesk') return act(turn, picked.action);
  return isAnswer(phrase) && findHandover(turn, handover) !== undefined ? tellHelpdesk(turn, handover, text) : undefined;
}

function byNumber(buttons: readonly Button[], text: string): Button | undefined {
  const number = /^\W{0,3}(\d{1,2})\W{0,3}$/.exec(text)?.[1];
  return number === undefined ? undefined : buttons[Number(number) - 1];
}

/** Where the choice is between doing something and staying, yes and no mean these; on a list no means "none of these". */
function byPhrase(buttons: readonly Button[], phrase: PhraseKind | undefined): Button | undefined {
  if (phrase === 'continue') return buttons.find((button) => button.action.do === 'stay');
  const [first, second, third] = buttons;
  if (first?.action.do === 'works' && (phrase === 'yes' || phrase === 'fixed')) return first;
  if (first?.action.do === 'works' && (phrase === 'no' || phrase === 'not-fixed')) return second;
  const isYesOrNo = third === undefined && (first?.action.do === 'stay' || second?.action.do === 'stay');
  if (phrase === 'no') return isYesOrNo ? second : buttons.find((button) => button.action.do === 'none-of-these');
  return phrase === 'yes' && isYesOrNo ? first : undefined;
}

/** Words of an opinion; a longer message is more than that. */
const mostRatingWords = 6;

/** "Very easy" is the one rating whose own words are said, or that has all that is said; "not easy" is none. */
function byRating({ desk }: Turn, buttons: readonly Button[], text: string): Button | undefined {
  const said = plainWords(text).split(' ');
  if (said.length > mostRatingWords || text.trim().length < 3 || negates(desk.library, text)) return undefined;
  const ratings = buttons.filter(({ action }) => action.do === 'rate').map((button) => ({ button, words: plainWords(button.label).split(' ') }));
  const fit = ratings.filter(({ words }) => {
    const own = words.filter((word) => !ratings.every((one) => one.words.includes(word)));
    return own.every((word) => said.includes(word)) || (said.some((word) => own.includes(word)) && said.every((word) => words.includes(word)));
  });
  return fit.length === 1 ? fit[0]?.button : undefined;
}

function byWords(buttons: readonly Button[], text: string): Button | undefined {
  const said = plainWords(text);
  return buttons.find(({ label }) => plainWords(label) === said) ?? buttons.find(({ label }) => label.endsWith('…') && said.startsWith(plainWords(label)));
}
