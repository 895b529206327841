/** Where a case is now: its choices taken again from the start. The position is never stored. */
import { exitsOf, findPlace, type Library, type Place, resolveTarget } from '../knowledge/library.ts';
import type { Choice } from './case.ts';

export type Position =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'closed'; readonly result: 'solved' | 'hand-over'; readonly place?: Place | undefined };

export interface Walk {
  readonly position: Position;
  /** The choices that still exist, in order. */
  readonly kept: readonly Choice[];
  /** How many were dropped because their node or answer is gone. */
  readonly lost: number;
}

/**
 * Takes the choices again, oldest first. A choice whose node or answer no longer exists stops the
 * replay: it and those after it are lost. An arrow that leads elsewhere now loses nothing, since each
 * choice names its own node.
 */
export function replay(library: Library, choices: readonly Choice[]): Walk {
  let position: Position = { kind: 'nowhere' };
  for (const [index, choice] of choices.entries()) {
    const next = follow(library, position, choice);
    if (next === undefined) return { position, kept: choices.slice(0, index), lost: choices.length - index };
    position = next;
  }
  return { position, kept: choices, lost: 0 };
}

function follow(library: Library, before: Position, choice: Choice): Position | undefined {
  switch (choice.kind) {
    case 'start': {
      const place = findPlace(library, choice.node);
      return place === undefined ? undefined : { kind: 'at', place };
    }
    case 'answer': {
      const target = targetOf(library, choice.node, choice.answer);
      return target === undefined ? undefined : { kind: 'at', place: target };
    }
    case 'close':
      return { kind: 'closed', result: choice.result, place: before.kind === 'nowhere' ? undefined : before.place };
  }
}

/** The place an answer of a node leads to; `undefined` when either is gone. */
export function targetOf(library: Library, ref: string, answer: string): Place | undefined {
  const place = findPlace(library, ref);
  const exit = place === undefined ? undefined : exitsOf(place.node).find((one) => one.id === answer);
  return place === undefined || exit === undefined ? undefined : findPlace(library, resolveTarget(place.guide.id, exit.target));
}

/** Whether the walk is over: an outcome, or closed by the person. */
export function isOver(position: Position): boolean {
  return position.kind === 'closed' || (position.kind === 'at' && position.place.node.kind === 'outcome');
}
