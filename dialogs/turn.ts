/** One turn while it is being decided: the case as it changes, and what it will say. */
import type { Probe } from '../knowledge/schema.ts';
import { findPlace, type NodeRef, type Place } from '../knowledge/library.ts';
import { type Case, type Choice, newCase } from './case.ts';
import type { Desk } from './desk.ts';
import type { Done } from './done.ts';
import type { TurnEvent } from './event.ts';
import type { Handover } from './handover/handover.ts';
import type { HandoverPackage } from './handover/package.ts';
import { isOver, type Position, replay, targetOf } from './replay.ts';
import type { Reply } from './reply.ts';
import type { ShareEffect } from './together/sharing.ts';

export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An id for a case that may begin in this turn; 8 to 64 characters, never used before. */
  readonly newId: string;
  /** Whose case it is, where others see its cards. */
  readonly owner?: string | undefined;
  /** A code for a case that asks for one in this turn, without its dashes; none where nobody could look it up. */
  readonly newCode?: string | undefined;
  /** Who speaks, when it is an agent: the channel knows, never the message. */
  readonly agent?: string | undefined;
}

/**
 * For the helpdesk, written together with the case: a new hand-over, what came to one, and when to ask whether it works.
 * `state` is the whole of it, so that a card can be drawn anew.
 */
export type HandoverEffect =
  | { readonly kind: 'hand-over'; readonly parcel: HandoverPackage; readonly state: Handover }
  | { readonly kind: 'helpdesk-news'; readonly state: Handover; readonly news: HelpdeskNews }
  | { readonly kind: 'follow-up'; readonly id: string; readonly at: number };

/** What a helpdesk hears of a case that it has; `via` is the way it came from, and need not be told. */
export interface HelpdeskNews {
  readonly what: 'message' | 'works' | 'does-not-work' | 'taken' | 'released' | 'solved' | 'arrived' | 'file';
  /** own */
  readonly text?: string | undefined;
  /** What a file is kept as; `text` is its name then. */
  readonly file?: string | undefined;
  readonly by?: string | undefined;
  readonly via?: 'card' | 'webhook' | undefined;
}

/**
 * What is to be done beside writing the case and replying. `forget` deletes what was kept of the conversation before
 * this turn; `look` looks over the network, and its result comes back as an input with the same id.
 */
export type Effect =
  | HandoverEffect
  | ShareEffect
  | { readonly kind: 'forget' }
  | { readonly kind: 'look'; readonly id: string; readonly probe: Probe; readonly target: string };

/** What a turn decided. */
export interface Decided {
  readonly case: Case;
  readonly replies: readonly Reply[];
  readonly events: readonly TurnEvent[];
  readonly effects: readonly Effect[];
  /** What is left of the card that was tapped, where it is used up. */
  readonly done?: Done | undefined;
}

/** A case with its position, at one moment of a turn. */
export interface Turn {
  readonly desk: Desk;
  readonly moment: Moment;
  readonly case: Case;
  readonly position: Position;
  readonly events: readonly TurnEvent[];
  readonly effects: readonly Effect[];
}

/** The place on the screen, if there is one. */
export function placeOf(turn: Turn): Place | undefined {
  return turn.position.kind === 'nowhere' ? undefined : turn.position.place;
}

/** The turn after an event. */
export function note(turn: Turn, name: TurnEvent['name'], value?: string): Turn {
  const place = placeOf(turn);
  const event: TurnEvent = { name, guide: place?.guide.id, node: place?.nodeId, value, audience: turn.case.audience };
  return { ...turn, events: [...turn.events, event] };
}

/** Concepts of one message that are noted: more of them would come near to what the person said. */
const mostConcepts = 3;

/** The turn after words that led nowhere: what is noted of them is which concepts of ours they touched. */
export function noteUnclear(turn: Turn, name: 'missed' | 'asked-to-choose', text = ''): Turn {
  const concepts = turn.desk.conceptsIn(text).slice(0, mostConcepts);
  return note(turn, name, concepts.length === 0 ? undefined : concepts.join(' '));
}

/** Choices that a case keeps. Each names its own node, so the oldest can go; nobody who looks for help makes so many. */
const mostChoices = 300;

/** The turn with other choices: the position follows, the visit grows, offers and misses are over. */
function withChoices(turn: Turn, all: readonly Choice[]): Turn {
  const choices = all.slice(-mostChoices);
  const { offer: _, ...rest } = turn.case;
  const changed: Case = { ...rest, choices: [...choices], visit: turn.case.visit + 1, misses: 0 };
  const moved = { ...turn, case: changed, position: replay(turn.desk.library, choices).position };
  const arrived = note(moved, 'arrived');
  if (!isOver(moved.position)) return arrived;
  const result = resultOf(moved.position);
  return result === 'solved' ? note(arrived, 'solved') : withCode(note(arrived, 'handed-over'));
}

/** The turn with a code for its case, where it has none and one can be had. */
export function withCode(turn: Turn): Turn {
  const code = turn.case.code ?? turn.moment.newCode;
  return code === undefined ? turn : amend(turn, { code });
}

/** The turn with something more to be done. */
export function withEffect(turn: Turn, effect: Effect): Turn {
  return { ...turn, effects: [...turn.effects, effect] };
}

/** How a walk that is over ended. */
export function resultOf(position: Position): 'solved' | 'hand-over' | undefined {
  if (position.kind === 'closed') return position.result;
  return position.kind === 'at' && position.place.node.kind === 'outcome' ? position.place.node.result : undefined;
}

/** Takes an answer of the place on the screen. The answer must be one of its exits. */
export function answer(turn: Turn, place: Place, id: string, finding?: { says: string; evidence: string }): Turn {
  if (targetOf(turn.desk.library, place.ref, id) === undefined) return turn;
  const choice: Choice = { kind: 'answer', node: place.ref, answer: id, finding, at: turn.moment.now, visit: turn.case.visit };
  return withChoices(note(turn, 'answered', id), [...turn.case.choices, choice]);
}

/** Goes to a node from outside its arrows, keeping the way there. */
export function start(turn: Turn, ref: NodeRef, because: readonly string[]): Turn {
  const place = findPlace(turn.desk.library, ref);
  if (place === undefined) return turn;
  const choice: Choice = { kind: 'start', node: ref, version: place.guide.version, because: [...because], at: turn.moment.now, visit: turn.case.visit };
  const from = turn.case.choices.length > 0 ? note(turn, 'switched', place.guide.id) : turn;
  return withChoices(from, [...turn.case.choices, choice]);
}

/** Ends the walk where no arrow does. */
export function close(turn: Turn, result: 'solved' | 'hand-over'): Turn {
  return withChoices(turn, [...turn.case.choices, { kind: 'close', result, at: turn.moment.now, visit: turn.case.visit }]);
}

/** Drops the last choice. */
export function back(turn: Turn): Turn {
  return withChoices(note(turn, 'back'), turn.case.choices.slice(0, -1));
}

/** Drops the choice made on that visit and all after it. */
export function returnTo(turn: Turn, visit: number): Turn {
  return withChoices(
    note(turn, 'back'),
    turn.case.choices.filter((choice) => choice.visit < visit),
  );
}

/** Begins a new case for the same person; what happened so far in this turn happened in the old one, and what is with the helpdesk stays there. */
export function startOver(turn: Turn): Turn {
  const { agent, audience, owner, handovers } = turn.case;
  const fresh = newCase(turn.moment.newId, turn.moment.now, audience, owner);
  const noted = note(turn, 'started-over');
  const { id, startedAt } = turn.case;
  const events = noted.events.map((event) => ({ ...event, of: event.of ?? { id, startedAt } }));
  const kept = { ...(agent === undefined ? {} : { agent }), ...(handovers === undefined ? {} : { handovers }) };
  return { ...noted, events, case: { ...fresh, ...kept }, position: { kind: 'nowhere' } };
}

/** The turn with some fields of its case changed. */
export function amend(turn: Turn, change: Partial<Case>): Turn {
  return { ...turn, case: { ...turn.case, ...change } };
}
