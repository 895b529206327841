/** Typed text: an answer to an offer, a steering phrase, an answer of the node, a code, a new symptom. */
import type { PhraseKind } from '../knowledge/talk-schema.ts';
import { exitsOf } from '../knowledge/library.ts';
import { act } from './act.ts';
import { openHandover, showStatus } from './handover/status.ts';
import { examine } from './examine.ts';
import { keepAsking } from './handover/ask.ts';
import { onFound } from './found.ts';
import { readPaste } from './pasted.ts';
import { longestText } from './input.ts';
import { matchAnswer } from './match-answer.ts';
import { missed } from './missed.ts';
import { offerResume } from './offers.ts';
import { onOffer } from './on-offer.ts';
import { onSymptom } from './on-symptom.ts';
import { mentions, phraseOf, plainWords } from './phrases.ts';
import { isOver } from './replay.ts';
import type { Button } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { message, showTopics } from './show.ts';
import { answer, back, close, noteUnclear, placeOf, resultOf, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Handles a typed message. `returning` says that the person was away for long. */
export function onText(turn: Turn, typed: string, returning: boolean): Result {
  const text = typed.trim().slice(0, longestText);
  if (text === '') return showing(turn);
  const pasted = readPaste(turn, typed);
  if (pasted !== undefined) return keepAsking(turn, onFound(turn, pasted));
  const phrase = phraseOf(turn.desk.library, text);
  return (
    onOffer(turn, text, phrase, returning) ??
    steer(turn, phrase, returning) ??
    onNode(turn, text, phrase, returning) ??
    (isNumber(text) ? undefined : onProblem(turn, text, phrase)) ??
    (returning ? offerResume(turn) : missed(turn, undefined, text))
  );
}

/**
 * A problem in words. Where none is clear, who asks for a person gets one, who waits for one is told where the case is, and who
 * only says that something is wrong is asked what.
 */
function onProblem(turn: Turn, text: string, phrase: PhraseKind | undefined): Result | undefined {
  const verdict = turn.desk.triage(text);
  if (verdict.verdict === 'match') return onSymptom(turn, text, verdict);
  const { library } = turn.desk;
  const waiting = isOver(turn.position) ? openHandover(turn) : undefined;
  if (waiting !== undefined) return saying(turn, showStatus(turn, waiting));
  if (mentions(library, 'person', text)) return act(turn, { do: 'person' });
  const isVague = phrase === 'vague' || (verdict.verdict === 'out-of-scope' && saysLittle(turn, text, phrase));
  if (!isVague) return onSymptom(turn, text, verdict);
  if (turn.position.kind !== 'nowhere' && !isOver(turn.position)) return undefined;
  const asked = noteUnclear(turn, 'missed', text);
  return saying(asked, { ...showTopics(asked, 0), title: wording.vagueTitle, lines: [wording.vagueLine] });
}

/** Words of a message that may be nothing but anger. */
const fewWords = 6;

/** "It does not work", "what is this?": that something is wrong, and not what. */
function saysLittle({ desk }: Turn, text: string, phrase: PhraseKind | undefined): boolean {
  if (phrase === 'not-fixed' || phrase === 'stuck') return true;
  return plainWords(text).split(' ').length <= fewWords && mentions(desk.library, 'vague', text);
}

/** A number that fits no button says nothing about a problem. */
function isNumber(text: string): boolean {
  return /^\W*\d{1,3}\W*$/.test(text);
}

function steer(turn: Turn, phrase: PhraseKind | undefined, returning: boolean): Result | undefined {
  switch (phrase) {
    case 'back':
    case 'start-over':
    case 'help':
    case 'where':
    case 'person':
    case 'forget':
    case 'code':
    case 'stop-sharing':
      return act(turn, { do: phrase });
    case 'continue':
      return isOver(turn.position) || returning || turn.position.kind === 'nowhere' ? showing(turn) : undefined;
    case 'thanks':
      return welcomeThanks(turn);
    case 'hello':
      return greet(turn, returning);
    case 'fixed':
    case 'not-fixed':
      return settle(turn, phrase);
    case 'yes':
    case 'no':
    case 'done':
    case 'stuck':
    case 'vague':
    case 'negation':
    case 'caller':
    case 'cases':
    case 'ticket-notes':
    case 'let-go':
    case undefined:
      return undefined;
  }
}

function welcomeThanks(turn: Turn): Result {
  const isOpen = turn.position.kind !== 'nowhere' && !isOver(turn.position);
  const way: Button = isOpen ? { label: wording.continue, action: { do: 'stay' } } : { label: wording.startOver, action: { do: 'start-over' } };
  return saying(turn, message(turn, { lines: [wording.thanks], buttons: [way] }));
}

function greet(turn: Turn, returning: boolean): Result {
  if (returning) return isOver(turn.position) ? act(turn, { do: 'start-over' }) : offerResume(turn);
  return showing(turn, { news: [turn.position.kind === 'nowhere' ? wording.helloLine : wording.helloAgain] });
}

/** "It works now" or "still broken" where the node has no such answer. */
function settle(turn: Turn, phrase: 'fixed' | 'not-fixed'): Result | undefined {
  const place = placeOf(turn);
  const result = resultOf(turn.position);
  if (place !== undefined && result === undefined && exitsOf(place.node).some((exit) => exit.id === phrase)) return undefined;
  if (phrase === 'fixed') return onFixed(turn, result);
  return result === 'solved' ? showing(back(turn)) : undefined;
}

/** Where nothing was begun or read there is nothing to close, but it is good to hear. */
function onFixed(turn: Turn, result: ReturnType<typeof resultOf>): Result {
  if (result === 'solved') return showing(turn);
  const isBegun = turn.position.kind !== 'nowhere' || (turn.case.findings ?? []).length > 0;
  if (isBegun) return showing(close(turn, 'solved'));
  return saying(turn, message(turn, { lines: [wording.goodToHear], buttons: [{ label: wording.showTopics, action: { do: 'topics', from: 0 } }] }));
}

function onNode(turn: Turn, text: string, phrase: PhraseKind | undefined, returning: boolean): Result | undefined {
  const place = placeOf(turn);
  if (place === undefined || isOver(turn.position) || returning) return undefined;
  if (place.node.kind === 'check') return examine(turn, place, text, phrase);
  const id = matchAnswer(turn.desk, place, text, phrase);
  return id === undefined ? undefined : showing(answer(turn, place, id));
}
