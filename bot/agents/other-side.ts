/** How a stored conversation is spoken to when nobody in it has just said something. */
import { z } from 'zod';
import { connectorAddress } from '../connector/connector-client.ts';
import { ourBot } from '../direct-line-conversations.ts';
import type { StoredConversation } from '../store/store.ts';
import type { Incoming } from '../turns.ts';

const account = z.looseObject({ id: z.string() });
const reference = connectorAddress.extend({ user: account.optional(), bot: account.optional() });

/** On whose behalf our own channel records what came from elsewhere; a page shows nothing of it. */
const helpdesk = { id: 'stepwise-helpdesk', name: '', role: 'bot' };

/**
 * An arrival without words of anybody's: what it means comes as an input. `undefined` when how to reach the conversation
 * cannot be read. Each turn over a connector writes it, so then the row was damaged, or changed by hand.
 */
export function otherSide(conversation: string, { delivery, reference: kept }: StoredConversation, now: number): Omit<Incoming, 'key'> | undefined {
  const event = { type: 'event', name: 'stepwise/shared' };
  if (delivery === 'direct-line') {
    const activity = { ...event, from: helpdesk, recipient: ourBot, channelId: 'directline', timestamp: new Date(now) };
    return { conversation, channel: 'directline', delivery, activity };
  }
  const channel = conversation.slice(0, conversation.indexOf(':'));
  const parsed = reference.safeParse(kept);
  if (!parsed.success) return undefined;
  const { user, bot, conversation: place } = parsed.data;
  const parties = { ...(user === undefined ? {} : { from: nameless(user) }), ...(bot === undefined ? {} : { recipient: nameless(bot) }) };
  const activity = { ...event, ...parties, channelId: channel, conversation: { id: place.id, isGroup: false, conversationType: 'personal', name: '' } };
  return { conversation, channel, delivery, activity };
}

function nameless({ id }: { readonly id: string }): { readonly id: string; readonly name: string } {
  return { id, name: '' };
}
