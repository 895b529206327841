/** What one conversation's person does: the schedule of actions, made from the seed alone. */
import { z } from 'zod';

/** One activity and when it is handed in: milliseconds after its turn, once for each delivery. */
const saying = z.object({
  id: z.string(),
  text: z.string().optional(),
  /** What a tapped button sends. */
  value: z.unknown().optional(),
  /** Other fields of the activity, such as its type. */
  fields: z.record(z.string(), z.unknown()).default({}),
  /** Over the connector: the replies are the HTTP answer. */
  inline: z.boolean().default(false),
  at: z.array(z.number()).min(1).default([0]),
});
export type Saying = z.input<typeof saying>;

export const script = z.object({
  channel: z.enum(['connector', 'direct-line']),
  conversation: z.string(),
  /** Over the connector: where replies go. */
  serviceUrl: z.string().default(''),
  /** The machine that it comes from: an address of this machine's own, 127.x.x.x. */
  from: z.string().optional(),
  /** `in-turn`: the next one when the last is acknowledged; `at-once`: all from the start, each at its time. */
  mode: z.enum(['in-turn', 'at-once']),
  /** Milliseconds between two, in turn. */
  pause: z.number().default(0),
  /** Whether what is refused or not answered is handed in again until it is acknowledged. */
  insist: z.boolean().default(true),
  /** Milliseconds after which even the insistent give up. */
  patience: z.number().default(60_000),
  sayings: z.array(saying),
});
export type Script = z.input<typeof script>;
export type ParsedScript = z.output<typeof script>;
export type ParsedSaying = z.output<typeof saying>;
