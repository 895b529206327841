/** Where the person is who made a hand-over, as it is kept with it. */
import { z } from 'zod';
import type { KeptHandover } from '../store/handover-store.ts';
import type { Incoming } from '../turn-parts.ts';

const account = z.looseObject({ id: z.string() }).optional();
/** What a later turn needs. */
export const address = z.object({
  conversation: z.string(),
  channel: z.string(),
  delivery: z.enum(['direct-line', 'connector']),
  activity: z.looseObject({ from: account, recipient: account, conversation: account, channelId: z.string().optional() }),
  /** None in our own channel. */
  reference: z.unknown().optional(),
});

/** As much of what came in as a later turn needs, as JSON. */
export function addressOf({ conversation, channel, delivery, activity, reference }: Incoming): string {
  const { from, recipient, conversation: where, channelId } = activity;
  return JSON.stringify({ conversation, channel, delivery, activity: { from, recipient, conversation: where, channelId }, reference });
}

/** The channel that somebody uses. */
export function channelOf({ address: kept }: KeptHandover): string {
  return address.parse(JSON.parse(kept)).channel;
}
