/** Which stored conversation an activity belongs to: in a group each person has one of their own. */
import { createHash } from 'node:crypto';
import { isGroup } from '../group.ts';
import type { IncomingActivity } from './incoming.ts';

type Sender = Pick<IncomingActivity, 'channelId' | 'conversation' | 'from'>;

/** The name of the sender's own conversation. A tab cannot stand in an id, so no two people share a name. */
export function ownKey({ channelId, conversation, from }: Sender): string {
  const room = `${channelId}:${conversation.id}`;
  return isGroup(conversation) && from ? `${room}\t${from.id}` : room;
}

/** What people say and search is their own; that the bot came, somebody left and so on is the room's. */
export function keyOf(activity: IncomingActivity): string {
  return activity.type === 'message' || activity.type === 'invoke' ? ownKey(activity) : ownKey({ ...activity, from: undefined });
}

/** Whose case it is, where others see its cards: a name without meaning, other in each group. Nobody's in a chat with one person. */
export function ownerOf(activity: IncomingActivity): string | undefined {
  if (activity.type !== 'message' || !isGroup(activity.conversation) || !activity.from) return undefined;
  return createHash('sha256').update(ownKey(activity)).digest('base64url').slice(0, 16);
}
