/** What goes between the two conversations of a shared case: the person's, whose case it is, and the agent's. */
import type { OwnCase } from '../case.ts';
import type { Tap } from '../input.ts';
import type { Reply } from '../reply.ts';

/** What an agent does in a person's case. */
export type HelperDoes =
  | Tap
  | { readonly kind: 'text'; readonly text: string }
  /** Says something to the person, in the agent's own words. */
  | { readonly kind: 'told'; readonly text: string }
  | { readonly kind: 'left' }
  /** Asks for the case as it is now: to go on without the person, or for the ticket. */
  | { readonly kind: 'copy'; readonly purpose: 'alone' | 'ticket' };

/** What an agent is told of a person's case. */
export type SharedNews =
  | { readonly kind: 'refused'; readonly because: 'unknown' | 'often' | 'taken' | 'own' }
  | SharedStep
  | { readonly kind: 'copy'; readonly purpose: 'alone' | 'ticket'; readonly case: OwnCase }
  /** It is shared no longer. */
  | { readonly kind: 'ended' };

/** What the agent sees of a turn, and where the case is after it. */
export interface SharedStep {
  readonly kind: 'step';
  readonly case: string;
  readonly code: string;
  readonly by: 'joining' | 'agent' | 'person';
  readonly guide: string;
  readonly step: string;
  readonly replies: readonly Reply[];
}

/** What a turn asks to be done in the other conversation. */
export type ShareEffect =
  /** Looks for the case with that code. */
  | { readonly kind: 'join'; readonly code: string }
  | { readonly kind: 'help'; readonly to: string; readonly does: HelperDoes }
  | { readonly kind: 'share'; readonly to: string; readonly news: SharedNews };
