/** An agent's cases: the one of the conversation itself, others put aside, and those of people who told their code. */
import type { AgentWork, Case, Helping, OwnCase } from '../case.ts';
import { nodeTitle } from '../labels.ts';
import { isOver, replay } from '../replay.ts';
import { amend, placeOf, type Turn } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { spelled } from '../case-code.ts';

/** Cases that an agent has put aside at most, and shares at most: each turn writes them all. */
export const mostParked = 15;
export const mostShared = 10;

export function workOf(turn: Turn): AgentWork {
  return turn.case.agent ?? { parked: [], helping: [] };
}

export function withWork(turn: Turn, change: Partial<AgentWork>): Turn {
  return amend(turn, { agent: { ...workOf(turn), ...change } });
}

/** The shared case on the agent's screen: what the agent types is meant for it. */
export function focusOf(turn: Turn): Helping | undefined {
  const { helping, focus } = workOf(turn);
  return helping.find((one) => one.case === focus);
}

/** The turn with one shared case changed, or without it. */
export function changeShared(turn: Turn, conversation: string, change: Partial<Helping> | undefined): Turn {
  const { helping, focus, parked } = workOf(turn);
  const others = helping.flatMap((one) => {
    if (one.conversation !== conversation) return [one];
    return change === undefined ? [] : [{ ...one, ...change }];
  });
  const kept = others.some((one) => one.case === focus) ? focus : undefined;
  return amend(turn, { agent: kept === undefined ? { parked, helping: others } : { parked, helping: others, focus: kept } });
}

/** The turn with another case of the agent's own on the screen; the one before is put aside unless nothing was done in it. */
export function withOwnCase(turn: Turn, next: OwnCase): Turn {
  const { agent: _, ...own } = turn.case;
  const { parked, helping } = workOf(turn);
  const others = parked.filter((one) => one.id !== next.id);
  const put = own.id !== next.id && hasBegun(own) ? [...others, own] : others;
  const changed: Case = { ...next, agent: { parked: put, helping } };
  return { ...turn, case: changed, position: replay(turn.desk.library, next.choices).position };
}

export function hasBegun({ choices, symptom, caller, notes }: OwnCase): boolean {
  return choices.length > 0 || symptom !== undefined || caller !== undefined || notes !== undefined;
}

/** What an agent calls a case. */
export function nameOf({ caller, code }: Pick<OwnCase, 'caller' | 'code'>): string {
  return caller ?? (code === undefined ? agentWording.ownCase : spelled(code));
}

/** Where a case is: its guide and step, or that it is over. */
export function stateOf(turn: Turn, one: OwnCase): { readonly guide: string; readonly step: string } {
  const { position } = replay(turn.desk.library, one.choices);
  const place = placeOf({ ...turn, position });
  const step = place === undefined ? agentWording.notStarted : nodeTitle(place.node);
  return { guide: place?.guide.title ?? '', step: isOver(position) ? `${step} (${agentWording.over})` : step };
}
