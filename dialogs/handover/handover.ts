/** A hand-over: a case that was sent to the helpdesk, as the case remembers it, and what is being asked before it is sent. */
import { z } from 'zod';

const instant = z.number().int();

/** How the helpdesk reaches the person. */
export const reach = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('chat') }),
  /** own */
  z.strictObject({ way: z.literal('phone'), value: z.string().max(200) }),
  z.strictObject({ way: z.literal('mail'), value: z.string().max(200) }),
]);
export type Reach = z.infer<typeof reach>;

/** What was asked and answered so far, before anything is sent. */
export const draft = z.strictObject({
  reach: reach.optional(),
  /** Whether files that come from now on may go to the helpdesk. */
  files: z.boolean().optional(),
  /** When the case was last spoken to as it was shown: so that what is sent is what was shown. */
  shownAt: instant.optional(),
});
export type Draft = z.infer<typeof draft>;

/** own: a message between the person and the helpdesk. */
const saying = z.strictObject({ from: z.enum(['person', 'helpdesk']), by: z.string().max(120).optional(), text: z.string().max(4000), at: instant });

export const handover = z.strictObject({
  id: z.string().min(8).max(64),
  /** The case that was sent. */
  of: z.string(),
  at: instant,
  /** `late`: it could not be delivered at once, and the person knows. */
  stage: z.enum(['sent', 'late', 'arrived']),
  /** The helpdesk's own number of it. */
  ticket: z.string().max(60).optional(),
  /** own: who of the helpdesk has it. */
  by: z.string().max(120).optional(),
  state: z.enum(['open', 'solved']),
  /** What the person says: whether it works now. */
  works: z.boolean().optional(),
  /** Whether the person was asked that. */
  asked: z.boolean().optional(),
  files: z.boolean(),
  /** The newest files that were kept for the helpdesk; the name is own. */
  kept: z
    .array(z.strictObject({ id: z.string().max(64), name: z.string() }))
    .max(10)
    .optional(),
  /** The newest few, oldest first. */
  said: z.array(saying).max(10),
});
export type Handover = z.infer<typeof handover>;

/** Hand-overs that a case remembers, and messages of each. */
export const mostHandovers = 5;
export const mostSaid = 10;
export const mostFiles = 10;
