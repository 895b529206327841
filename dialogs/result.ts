/** What handling one input gives: the turn as it is then, and what to say. */
import type { Reply } from './reply.ts';
import { showPosition } from './show.ts';
import type { Aside } from './show-node.ts';
import type { Turn } from './turn.ts';

export interface Result {
  readonly turn: Turn;
  readonly replies: readonly Reply[];
}

/** Shows where the turn is now. */
export function showing(turn: Turn, aside: Aside = {}): Result {
  return { turn, replies: [showPosition(turn, aside)] };
}

/** Says one thing and moves nothing. */
export function saying(turn: Turn, reply: Reply): Result {
  return { turn, replies: [reply] };
}
