/** The person who made a hand-over: how a turn in their conversation is taken later. */
import { z } from 'zod';
import type { Input } from '../../dialogs/input.ts';
import type { Outbox } from '../connector/outbox.ts';
import type { KeptHandover } from '../store/handover-store.ts';
import type { Incoming, Turns } from '../turns.ts';

const account = z.looseObject({ id: z.string() }).optional();
const address = z.object({
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

export interface PersonDependencies {
  readonly turns: () => Turns;
  readonly outbox: () => Pick<Outbox, 'deliver'>;
  readonly now: () => number;
}

/** Takes a turn in their conversation; the same key again does nothing. */
export async function tellPerson({ turns, outbox, now }: PersonDependencies, kept: KeptHandover, key: string, input: Input): Promise<void> {
  const { activity: parties, reference, ...to } = address.parse(JSON.parse(kept.address));
  const at = to.delivery === 'direct-line' ? { timestamp: new Date(now()) } : {};
  const activity = JSON.parse(JSON.stringify({ type: 'event', name: 'stepwise/helpdesk', ...parties, ...at }));
  const taken = await turns().take({ ...to, key, activity, input, reference });
  if (taken.outbox === 'mine') await outbox().deliver(to.conversation, reference, taken.replies, undefined);
}
