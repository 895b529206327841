/** What a button does, once it is known to belong to what is on the screen. */
import { findPlace, type Place } from '../knowledge/library.ts';
import { commandValue, CommandValueError } from '../knowledge/powershell.ts';
import { agentWording } from './agent/agent-wording.ts';
import { examine } from './examine.ts';
import { follow } from './found.ts';
import { askToForget, forgetAll } from './forget.ts';
import { actOnHandover } from './handover/act-on-handover.ts';
import { isOfHandover } from './handover/actions.ts';
import { type Action, longestText } from './input.ts';
import { keepComment } from './keep-comment.ts';
import { lookAgain } from './look.ts';
import { onGivenWords } from './on-symptom.ts';
import { isOver } from './replay.ts';
import type { Reply } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { message, showHelp, showPath, showTopics } from './show.ts';
import { missed, unreadable } from './missed.ts';
import { showCode } from './show-code.ts';
import { stopSharing } from './together/helped.ts';
import { amend, answer, back, note, placeOf, returnTo, start, startOver, type Turn } from './turn.ts';
import { viewFields } from './views.ts';
import { wording } from './wording.ts';

type Fields = Readonly<Record<string, string>>;

/** Does what a button says; `place` is the node it was shown with. */
export function act(turn: Turn, action: Action, fields: Fields = {}, place: Place | undefined = placeOf(turn)): Result {
  if (isOfHandover(action)) return actOnHandover(turn, action, fields);
  switch (action.do) {
    case 'answer':
      return showing(place === undefined ? turn : answer(turn, place, action.answer));
    case 'examine':
      return examineField(turn, fields['code'] ?? '', place);
    case 'follow':
      return follow(turn, action.finding, action.lead);
    case 'look':
      return lookAgain(turn, action.check, action.target);
    case 'go':
      return go(turn, action.to, action.because ?? []);
    case 'return':
      return showing(action.visit === undefined ? jump(turn, action.to, []) : returnTo(turn, action.visit));
    // Of these only agents have the others, and theirs are done before.
    case 'stay':
    case 'agent':
    case 'switch':
    case 'note':
      return showing(turn);
    case 'none-of-these':
    case 'where':
    case 'help':
    case 'topics':
    case 'forget':
      return saying(turn, besides(turn, action));
    case 'fill':
      return fill(turn, fields, place);
    case 'back':
    case 'start-over':
    case 'audience':
    case 'rate':
    case 'comment':
    case 'forget-all':
    case 'code':
    case 'stop-sharing':
      return actForPerson(turn, action, fields);
  }
}

/** What was put into the field of a check; words of a screen that it cannot use are a problem in words. */
function examineField(turn: Turn, text: string, place: Place | undefined): Result {
  if (place === undefined) return missed(turn);
  return examine(turn, place, text, undefined) ?? onGivenWords(turn, text.slice(0, longestText)) ?? missed(turn, unreadable(place));
}

type Personal = Extract<Action, { do: 'back' | 'start-over' | 'audience' | 'rate' | 'comment' | 'forget-all' | 'code' | 'stop-sharing' }>;

/** What is about the person and their case as a whole, and needs no place. */
function actForPerson(turn: Turn, action: Personal, fields: Fields): Result {
  switch (action.do) {
    case 'back':
      return showing(turn.case.choices.length === 0 ? turn : back(turn));
    case 'start-over':
      return showing(startOver(turn), turn.case.caller === undefined ? {} : { news: [agentWording.closed(turn.case.caller)] });
    case 'audience':
      return showing(amend(turn, { audience: action.audience }), { news: [wording.audienceChanged[action.audience]] });
    case 'rate':
      return rate(turn, action.rating);
    case 'comment':
      return keepComment(turn, fields['comment'] ?? '');
    case 'forget-all':
      return forgetAll(turn);
    case 'code':
      return showCode(turn);
    case 'stop-sharing':
      return stopSharing(turn);
  }
}

/** What is said without moving. */
function besides(turn: Turn, action: Extract<Action, { do: 'none-of-these' | 'where' | 'help' | 'topics' | 'forget' }>): Reply {
  switch (action.do) {
    case 'none-of-these':
      return noneReply(turn);
    case 'where':
      return showPath(turn);
    case 'help':
      return showHelp(turn);
    case 'topics':
      return showTopics(turn, action.from);
    case 'forget':
      return askToForget(turn);
  }
}

/** Starts at a node; a case that is over is left and a new one begins. */
function go(turn: Turn, ref: string, because: readonly string[]): Result {
  return showing(jump(isOver(turn.position) ? startOver(turn) : turn, ref, because), { because });
}

function jump(turn: Turn, ref: string, because: readonly string[]): Turn {
  const place = findPlace(turn.desk.library, ref);
  return place === undefined ? turn : start(turn, place.ref, because);
}

function noneReply(turn: Turn): Reply {
  return message(turn, {
    title: wording.noneTitle,
    lines: [wording.noneLine(turn.desk.contact)],
    buttons: [
      { label: wording.showTopics, action: { do: 'topics', from: 0 } },
      { label: wording.person, action: { do: 'person' } },
    ],
  });
}

/**
 * Puts the person's values into the commands of the card on the screen. Web Chat leaves a cleared
 * field out of the tap, so a field of the card that did not come is an empty one.
 */
function fill(turn: Turn, fields: Fields, place: Place | undefined): Result {
  const { library } = turn.desk;
  const asked = viewFields(place?.node.commands ?? [], library.book, turn.case.values);
  const values = { ...turn.case.values };
  const refused: string[] = [];
  for (const { id, label } of asked) {
    const { value, problem } = readValue(fields[`field-${id}`] ?? '');
    if (problem !== undefined) refused.push(`${label}: ${problem}`);
    else if (value === '') delete values[id];
    else values[id] = value;
  }
  const filled = amend(turn, { values });
  return refused.length === 0 ? showing(filled, { again: true }) : showing(filled, { news: [wording.valueRefused, ...refused] });
}

function readValue(typed: string): { readonly value: string; readonly problem?: string } {
  try {
    return { value: commandValue(typed) };
  } catch (error) {
    if (error instanceof CommandValueError) return { value: '', problem: error.message };
    throw error;
  }
}

function rate(turn: Turn, rating: 'good' | 'fair' | 'poor'): Result {
  const rated = amend(note(turn, 'rated', rating), { rating });
  const buttons = [
    { label: wording.commentSend, action: { do: 'comment' as const } },
    { label: wording.startOver, action: { do: 'start-over' as const } },
  ];
  return saying(rated, message(rated, { title: wording.rated, lines: [], field: { id: 'comment', label: wording.commentAsk }, buttons }));
}
