/** Whom the bot writes for: the phone's owner, an agent with a caller, or who runs the Exchange cmdlets. */
import { z } from 'zod';

export const audience = z.enum(['user', 'agent', 'admin']);
export type Audience = z.infer<typeof audience>;
