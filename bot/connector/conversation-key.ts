/** Which stored conversation an activity belongs to: in a group each person has one of their own. */
import { z } from 'zod';
import type { IncomingActivity } from './incoming.ts';

const kinds = z.object({ isGroup: z.boolean().nullish().catch(undefined), conversationType: z.string().nullish().catch(undefined) });

/** Whether several people write in the conversation. */
export function isGroup({ conversation }: Pick<IncomingActivity, 'conversation'>): boolean {
  const { isGroup: says, conversationType } = kinds.parse(conversation);
  return says === true || conversationType === 'channel' || conversationType === 'groupChat';
}

/** The name of a group as a whole; of a chat with one person, the name of their conversation. */
export function roomKey({ channelId, conversation }: Pick<IncomingActivity, 'channelId' | 'conversation'>): string {
  return `${channelId}:${conversation.id}`;
}

/** The name of the sender's own conversation. A tab cannot stand in an id, so no two people share a name. */
export function ownKey(activity: Pick<IncomingActivity, 'channelId' | 'conversation' | 'from'>): string {
  const room = roomKey(activity);
  return isGroup(activity) && activity.from ? `${room}\t${activity.from.id}` : room;
}
