/** What came in, as data: a tapped button, typed text, a file, or somebody opening the chat. */
import { z } from 'zod';
import type { Finding } from '../diagnostics/finding.ts';
import { longestWords } from '../diagnostics/unknown.ts';
import type { HelperDoes, SharedNews } from './together/sharing.ts';
import { audience } from './audience.ts';
import { handoverAction } from './handover/actions.ts';

/** What a button does. */
export const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('answer'), answer: z.string().max(80) }),
  z.strictObject({ do: z.literal('examine') }),
  /** Goes on with what was found: the finding and which of its leads. */
  z.strictObject({ do: z.literal('follow'), finding: z.int().min(0), lead: z.int().min(0).max(9) }),
  /** Looks over the network once more. */
  z.strictObject({ do: z.literal('look'), check: z.string().max(160), target: z.string().max(255) }),
  z.strictObject({ do: z.literal('go'), to: z.string().max(160), because: z.array(z.string().max(120)).max(6).optional() }),
  z.strictObject({ do: z.literal('none-of-these') }),
  z.strictObject({ do: z.literal('return'), to: z.string().max(160), visit: z.int().optional() }),
  z.strictObject({ do: z.literal('stay') }),
  z.strictObject({ do: z.literal('back') }),
  z.strictObject({ do: z.literal('start-over') }),
  /** Asks whether to delete everything; `forget-all` does it. */
  z.strictObject({ do: z.literal('forget') }),
  z.strictObject({ do: z.literal('forget-all') }),
  handoverAction,
  z.strictObject({ do: z.literal('where') }),
  z.strictObject({ do: z.literal('help') }),
  z.strictObject({ do: z.literal('topics'), from: z.int().min(0).max(10_000) }),
  z.strictObject({ do: z.literal('audience'), audience }),
  z.strictObject({ do: z.literal('fill') }),
  z.strictObject({ do: z.literal('rate'), rating: z.enum(['good', 'fair', 'poor']) }),
  z.strictObject({ do: z.literal('comment') }),
  /** Shows the code to tell on the telephone. */
  z.strictObject({ do: z.literal('code') }),
  z.strictObject({ do: z.literal('stop-sharing') }),
  /** What only agents do: begins a case for a caller, lists their cases, lets go of one that they share … */
  z.strictObject({ do: z.literal('agent'), what: z.enum(['caller', 'cases', 'ask-note', 'ticket', 'let-go', 'alone']) }),
  z.strictObject({ do: z.literal('switch'), case: z.string().max(64) }),
  z.strictObject({ do: z.literal('note') }),
]);
export type Action = z.infer<typeof action>;

/** Which showing of which node a button belongs to; `node` is `-` where there is none. */
export const stamp = z.strictObject({ case: z.string().max(64), node: z.string().max(160), visit: z.int().min(0), owner: z.string().max(32).optional() });
export type Stamp = z.infer<typeof stamp>;

/** The longest text of a message that is read as somebody's words; the rest is left out. */
export const longestText = longestWords;
/** The longest text that is read as something pasted: a policy, a list, a part of a log. */
export const longestPaste = 100_000;

const inputField = z.string().max(longestPaste);
const inputName = /^[a-z][a-z0-9-]{0,79}$/;
/** Fields of one card that are read. */
const mostFields = 20;

/** What a tapped button sends: its stamp, its action, and the card's input fields beside them. */
export const tapValue = z.looseObject({ stepwise: z.literal(1), stamp, action }).transform((value) => {
  const { stepwise: _, stamp: where, action: does, ...rest } = value;
  const fields = Object.entries(rest).flatMap(([name, field]) => {
    const parsed = inputField.safeParse(field);
    return parsed.success && inputName.test(name) ? [[name, parsed.data] as const] : [];
  });
  return { stamp: where, action: does, fields: Object.fromEntries(fields.slice(0, mostFields)) };
});

/** A file that came, with what was found in it. */
export interface Dropped {
  /** own */
  readonly name: string;
  /** None when it could not be read; `problem` says why then. */
  readonly finding?: Finding | undefined;
  readonly problem?: string | undefined;
  /** What it is kept as, for the person who gets the case; none for a file that is not kept. */
  readonly kept?: string | undefined;
}

export type Tap = { readonly kind: 'tap'; readonly stamp: Stamp; readonly action: Action; readonly fields: Readonly<Record<string, string>> };

export type Input =
  | Tap
  | { readonly kind: 'text'; readonly text: string; readonly files?: readonly Dropped[] }
  | { readonly kind: 'file'; readonly files: readonly Dropped[] }
  /** A look over the network came back. */
  | { readonly kind: 'looked'; readonly id: string; readonly finding: Finding }
  /** Somebody opened the chat. */
  | { readonly kind: 'joined' }
  /** The bot came into a group. */
  | { readonly kind: 'introduced' }
  /** An agent has told this case's code, and shares it from the conversation `by` on. */
  | { readonly kind: 'helper-came'; readonly by: string; readonly agent: string; readonly code: string }
  /** What an agent does in a case that is shared from the conversation `by`. */
  | { readonly kind: 'helped'; readonly by: string; readonly does: HelperDoes }
  /** What became of a case of another conversation that this agent asked for or shares. */
  | { readonly kind: 'shared'; readonly from: string; readonly news: SharedNews }
  /** What became of a hand-over on its way. */
  | { readonly kind: 'handover-late'; readonly id: string }
  | { readonly kind: 'handover-arrived'; readonly id: string; readonly ticket?: string | undefined }
  /** Somebody of the helpdesk did something with it, on their card or in their own system. */
  | HelpdeskDid
  /** It is time to ask whether it works now. */
  | { readonly kind: 'follow-up'; readonly id: string };

export interface HelpdeskDid {
  readonly kind: 'helpdesk-did';
  readonly id: string;
  readonly did: 'took' | 'released' | 'solved' | 'said';
  readonly via: 'card' | 'webhook';
  /** own: who it was. */
  readonly by?: string | undefined;
  /** own: what they say. */
  readonly text?: string | undefined;
}
