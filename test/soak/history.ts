/** What a run recorded: what was said, what was acknowledged, what was shown. The checker judges by nothing else. */
import { z } from 'zod';

/** Something that a person says; `label` is the tally mark it adds, where it adds one. */
const said = z.object({ conversation: z.string(), id: z.string(), label: z.string().optional() });
export type Said = z.infer<typeof said>;

/** One try to hand an activity in; times in milliseconds since 1970, with fractions. */
export const delivery = z.object({
  conversation: z.string(),
  id: z.string(),
  began: z.number(),
  ended: z.number(),
  /** The HTTP status; 0 when the connection failed. */
  status: z.number(),
  /** The answer's body. */
  answer: z.string(),
  /** Milliseconds to wait, where the answer said so. */
  retryAfter: z.number().optional(),
});
export type Delivery = z.infer<typeof delivery>;

/** A reply as a person gets it. */
const shown = z.object({
  conversation: z.string(),
  /** The id of what it answers. */
  answers: z.string(),
  /** Which step of the walk it shows, and what it says was answered; -1 when it shows no step. */
  step: z.number(),
  label: z.string(),
  /** The same for the same content. */
  print: z.string(),
  at: z.number(),
});
export type Shown = z.infer<typeof shown>;

/** A post of the bot to the connector. */
export const post = shown.extend({
  method: z.string(),
  /** How it was answered: `taken`, or the fault it met. */
  outcome: z.string(),
});
export type Post = z.infer<typeof post>;

export function isAcknowledged({ status }: Delivery): boolean {
  return status >= 200 && status < 300;
}
