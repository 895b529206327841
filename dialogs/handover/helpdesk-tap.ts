/** What the buttons of the helpdesk's own card send. */
import { z } from 'zod';
import { longestText } from '../input.ts';

export const helpdeskButton = z.strictObject({
  stepwise: z.literal(1),
  helpdesk: z.strictObject({ handover: z.string().max(64), do: z.enum(['take', 'release', 'solved', 'ask']) }),
});
export type HelpdeskButton = z.infer<typeof helpdeskButton>;

/** A tap: the button's own, and the field beside it. */
export const helpdeskTap = z.looseObject({ ...helpdeskButton.shape, ask: z.string().max(longestText).optional().catch(undefined) });
