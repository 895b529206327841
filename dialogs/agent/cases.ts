/** A case for a caller, the list of an agent's cases, and going from one to another. */
import { newCase } from '../case.ts';
import { readCode, spelled } from '../case-code.ts';
import { phraseOf, plainWords } from '../phrases.ts';
import { fitted } from '../labels.ts';
import type { Button, ChooseReply } from '../reply.ts';
import { type Result, saying, showing } from '../result.ts';
import { stampOf } from '../show-node.ts';
import { placeOf, type Turn, withEffect } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { hasBegun, mostParked, nameOf, stateOf, withOwnCase, withWork, workOf } from './work.ts';

/** Characters of a caller's name. */
const longestName = 40;

/** Begins a case for somebody on the telephone; what was open is put aside. */
export function startCaller(turn: Turn, name?: string): Result {
  const { parked } = workOf(turn);
  if (parked.length >= mostParked) return showing(turn, { news: [agentWording.tooManyCases] });
  const taken = new Set([turn.case, ...parked].map(({ caller = '' }) => plainWords(caller)));
  const caller = name === undefined ? unlike(agentWording.callerName, taken) : unlike((number) => (number === 1 ? name : `${name} ${number}`), taken);
  const started = withOwnCase(turn, { ...newCase(turn.moment.newId, turn.moment.now, 'agent'), caller });
  return showing(started, { news: [agentWording.callerStarted(caller)] });
}

/** The first name that no other caller has: a name is what an agent types to go back to somebody. */
function unlike(nameBy: (number: number) => string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = nameBy(number);
    if (!taken.has(plainWords(name))) return name;
  }
}

/**
 * The name in "for a caller Anna"; an empty one for "for a caller"; `undefined` when the words begin no case. After "caller"
 * alone only a name with capitals counts: "caller says it fails" is about the caller of the case that is open.
 */
export function callerIn(text: string): string | undefined {
  const words = text.trim();
  const named = /^[Cc]aller[\s:,]+(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})$/u.exec(words)?.[1];
  const found = /^(?:for a caller|new caller)\b[\s:,]*(.*)$/is.exec(words)?.[1] ?? named;
  return found
    ?.replace(/[^\p{L}\p{N} .'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestName);
}

interface Listed extends Button {
  readonly about: string;
}

/** All that is open: callers' cases, the agent's own, and those that are shared. */
export function listCases(turn: Turn): Result {
  const { parked, helping, focus } = workOf(turn);
  const shown = helping.find((one) => one.case === focus);
  const own = shown === undefined || !hasBegun(turn.case) ? [] : [turn.case];
  const options: Listed[] = [
    ...helping.filter((one) => one.case !== focus).map((one) => option(spelled(one.code), one.case, [one.guide, one.step], one.at)),
    ...[...own, ...parked].map((one) => option(nameOf(one), one.id, Object.values(stateOf(turn, one)), one.touchedAt)),
  ];
  const reply: ChooseReply = {
    kind: 'choose',
    stamp: shown === undefined ? stampOf(turn.case, placeOf(turn)) : { case: shown.case, node: '-', visit: 0 },
    title: agentWording.casesTitle,
    lines: [agentWording.casesHere(shown === undefined ? nameOf(turn.case) : spelled(shown.code)), ...(options.length > 0 ? [agentWording.casesHow] : [])],
    because: [],
    options,
    buttons: [
      { label: agentWording.newCaller, action: { do: 'agent', what: 'caller' } },
      { label: agentWording.addNote, action: { do: 'agent', what: 'ask-note' } },
      { label: agentWording.ticket, action: { do: 'agent', what: 'ticket' } },
    ],
  };
  return saying(turn, reply);
}

function option(name: string, id: string, where: readonly string[], at: number): Listed {
  const clock = `${new Date(at).toISOString().slice(11, 16)} UTC`;
  return { ...fitted(name), about: [...where.filter((words) => words !== ''), clock].join(' · '), action: { do: 'switch', case: id } };
}

/** Goes to a case of the agent's, by its id. A shared one is asked where it is now. */
export function switchTo(turn: Turn, id: string): Result {
  const { parked, helping } = workOf(turn);
  const shared = helping.find((one) => one.case === id);
  if (shared !== undefined) {
    const asks = { kind: 'tap' as const, stamp: { case: id, node: '-', visit: 0 }, action: { do: 'stay' as const }, fields: {} };
    return { turn: withEffect(withWork(turn, { focus: id }), { kind: 'help', to: shared.conversation, does: asks }), replies: [] };
  }
  const next = id === turn.case.id ? turn.case : parked.find((one) => one.id === id);
  if (next === undefined) return listCases(turn);
  return showing(withOwnCase(turn, next), { news: [agentWording.switched(nameOf(next))] });
}

/** The case that an agent means by a name or a code, if it is one of theirs. */
export function caseNamed(turn: Turn, text: string): string | undefined {
  const { parked, helping } = workOf(turn);
  const read = readCode(text);
  if (read?.kind === 'code') return helping.find((one) => one.code === read.code)?.case;
  // Whoever is called "help" is found in the list: the word goes on meaning what it does.
  if (phraseOf(turn.desk.library, text) !== undefined) return undefined;
  const name = plainWords(text.replace(/^\s*(?:switch to|switch|go to)\s+/i, ''));
  return [turn.case, ...parked].find((one) => one.caller !== undefined && plainWords(one.caller) === name)?.id;
}
