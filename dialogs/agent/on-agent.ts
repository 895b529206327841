/** What an agent taps and types: about their own list of cases, and in the cases that are shared with them. */
import type { PhraseKind } from '../../knowledge/talk-schema.ts';
import { readCode, spelled } from '../case-code.ts';
import type { Action, Tap } from '../input.ts';
import { phraseOf } from '../phrases.ts';
import { newCase } from '../case.ts';
import { type Result, showing } from '../result.ts';
import { message } from '../show.ts';
import { mayHelperTap } from '../together/may-tap.ts';
import { amend, type Turn, withEffect } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { callerIn, caseNamed, listCases, startCaller, switchTo } from './cases.ts';
import { askNote, giveTicket, keepNote } from './notes.ts';
import { ask } from './shared.ts';
import { casesButton } from '../show-node.ts';
import { changeShared, focusOf, mostParked, withOwnCase, withWork, workOf } from './work.ts';

/** What a tap does that only agents have; `undefined` for every other one. */
export function onAgentTap(turn: Turn, tap: Tap): Result | undefined {
  if (turn.moment.agent === undefined) return undefined;
  const { action, stamp, fields } = tap;
  if (action.do === 'start-over' && stamp.case === '-') return clearScreen(turn);
  if (changesOne(action) && isOfNone(turn, stamp.case)) return cardGone(turn);
  const shared = workOf(turn).helping.find((one) => one.case === stamp.case);
  if (action.do === 'agent') return onWay(turn, action.what, stamp.case);
  if (action.do === 'switch') return switchTo(turn, action.case);
  if (action.do === 'note') return keepNote(turn, stamp.case, fields['note'] ?? '');
  return shared !== undefined && mayHelperTap(action) ? ask(turn, shared.conversation, tap) : undefined;
}

/** "Start over" beside the conversation is of no card: whoever is on the screen is put aside, not closed. */
function clearScreen(turn: Turn): Result | undefined {
  const { parked, focus } = workOf(turn);
  if ((turn.case.caller === undefined && focus === undefined) || parked.length >= mostParked) return undefined;
  const { newId, now } = turn.moment;
  return showing(withOwnCase(turn, newCase(newId, now, turn.case.audience)), { news: [agentWording.putAside] });
}

/** What changes the case that its card is about: done in another caller's case it would be wrong there. */
function changesOne(action: Action): boolean {
  const does = action.do === 'agent' ? action.what : action.do;
  return ['answer', 'examine', 'back', 'start-over', 'fill', 'rate', 'comment', 'note', 'ask-note', 'ticket', 'let-go', 'alone'].includes(does);
}

/** Whether a card is of a case that the agent has closed or let go of, while there is another one that a tap could change. */
function isOfNone(turn: Turn, id: string): boolean {
  const { helping, parked, focus } = workOf(turn);
  if (turn.case.caller === undefined && focus === undefined) return false;
  return id !== turn.case.id && ![...parked.map((one) => one.id), ...helping.map((one) => one.case)].includes(id);
}

function cardGone(turn: Turn): Result {
  return { turn, replies: [message(turn, { lines: [agentWording.cardGone], buttons: [casesButton] })] };
}

type Way = Extract<Action, { do: 'agent' }>['what'];

function onWay(turn: Turn, what: Way, about: string): Result | undefined {
  const shared = workOf(turn).helping.find((one) => one.case === about);
  switch (what) {
    case 'caller':
      return startCaller(turn);
    case 'cases':
      return listCases(turn);
    case 'ask-note':
      return askNote(turn, shared?.case ?? turn.case.id);
    case 'ticket':
      return giveTicket(turn, shared?.case ?? turn.case.id);
    case 'let-go':
      return letGo(turn, about);
    case 'alone':
      return shared === undefined ? undefined : ask(turn, shared.conversation, { kind: 'copy', purpose: 'alone' });
  }
}

/** The turn with the case of a tapped card on the screen: what is typed next is meant for that one. */
export function lookingAt(turn: Turn, { stamp, action }: Tap): Turn {
  const { helping, focus, parked } = workOf(turn);
  if (turn.moment.agent === undefined || stamp.case === focus) return turn;
  if (helping.some((one) => one.case === stamp.case)) return withWork(turn, { focus: stamp.case });
  const aside = parked.find((one) => one.id === stamp.case);
  // A note is kept with its case wherever that is, so the caller on the screen stays there.
  if (aside !== undefined) return action.do === 'note' ? turn : withOwnCase(turn, aside);
  return stamp.case === turn.case.id && focus !== undefined ? amend(turn, { agent: { parked, helping } }) : turn;
}

/** What typed words mean that only agents say; `undefined` when they are about the agent's own case. */
export function onAgentText(turn: Turn, typed: string): Result | undefined {
  const text = typed.trim();
  if (turn.moment.agent === undefined) return onNoAgent(turn, text);
  const focus = focusOf(turn);
  const about = focus?.case ?? turn.case.id;
  const note = /^notes?\s*:(.*)$/is.exec(text)?.[1];
  if (note !== undefined) return keepNote(turn, about, note);
  const words = /^(?:tell them|tell|say)\s*:(.*)$/is.exec(text)?.[1]?.trim();
  if (words !== undefined) return tell(turn, words);
  return onPhrase(turn, phraseOf(turn.desk.library, text), about) ?? onCode(turn, text) ?? (focus === undefined ? undefined : relay(turn, text));
}

/** Words of agents from somebody who is none, or none any more: they are no problem for triage. */
function onNoAgent(turn: Turn, text: string): Result | undefined {
  const says = (line: string): Result => ({ turn, replies: [message(turn, { lines: [line], buttons: [] })] });
  if (readCode(text)?.kind === 'code') return says(agentWording.codeForHelpdesk);
  if (turn.case.agent === undefined) return undefined;
  const phrase = phraseOf(turn.desk.library, text);
  const isOfAgents = phrase === 'caller' || phrase === 'cases' || phrase === 'ticket-notes' || phrase === 'let-go';
  const isMeant = isOfAgents || /^(?:notes?|tell them|tell|say)\s*:/i.test(text) || callerIn(text) !== undefined || caseNamed(turn, text) !== undefined;
  return isMeant ? says(agentWording.noAgentNow) : undefined;
}

function onPhrase(turn: Turn, phrase: PhraseKind | undefined, about: string): Result | undefined {
  if (phrase === 'caller') return startCaller(turn);
  if (phrase === 'cases') return listCases(turn);
  if (phrase === 'ticket-notes') return giveTicket(turn, about);
  return phrase === 'let-go' ? (letGo(turn, about) ?? notHelping(turn)) : undefined;
}

/** A code joins its case, or goes to it where it is shared already; so does a caller's name. */
function onCode(turn: Turn, text: string): Result | undefined {
  const known = caseNamed(turn, text);
  if (known !== undefined) return switchTo(turn, known);
  const caller = callerIn(text);
  if (caller !== undefined && caller !== '') return startCaller(turn, caller);
  const read = readCode(text);
  if (read === undefined) return undefined;
  if (read.kind === 'wrong') return { turn, replies: [message(turn, { lines: [agentWording.misheard], buttons: [] })] };
  if (read.code === turn.case.code) return { turn, replies: [message(turn, { lines: [agentWording.refused.own], buttons: [] })] };
  return { turn: withEffect(turn, { kind: 'join', code: read.code }), replies: [] };
}

/** Everything else is meant for the shared case on the screen, but what is about the agent themselves. */
function relay(turn: Turn, text: string): Result | undefined {
  const focus = focusOf(turn);
  const phrase = phraseOf(turn.desk.library, text);
  const isOwn = phrase === 'forget' || phrase === 'help' || phrase === 'code' || phrase === 'start-over' || phrase === 'stop-sharing';
  return focus === undefined || isOwn ? undefined : ask(turn, focus.conversation, { kind: 'text', text });
}

function tell(turn: Turn, words: string): Result {
  const focus = focusOf(turn);
  if (focus === undefined) return notHelping(turn);
  if (words === '') return { turn, replies: [message(turn, { lines: [agentWording.tellEmpty], buttons: [] })] };
  const asked = ask(turn, focus.conversation, { kind: 'told', text: words.slice(0, 1000) });
  return { turn: asked.turn, replies: [message(turn, { lines: [agentWording.told], buttons: [] })] };
}

/** The way to what they may have meant: a shared case that is not on the screen. */
function notHelping(turn: Turn): Result {
  return { turn, replies: [message(turn, { lines: [agentWording.notHelping], buttons: [casesButton] })] };
}

function letGo(turn: Turn, about: string): Result | undefined {
  const shared = workOf(turn).helping.find((one) => one.case === about);
  if (shared === undefined) return undefined;
  const left = changeShared(ask(turn, shared.conversation, { kind: 'left' }).turn, shared.conversation, undefined);
  return { turn: left, replies: [message(left, { lines: [agentWording.letGone(spelled(shared.code))], buttons: [casesButton] })] };
}
