/** Whether an activity is meant for the bot. In a group most of what is written is not. */
import { z } from 'zod';
import { tapValue } from '../../dialogs/input.ts';
import { isGroup } from '../group.ts';
import type { IncomingActivity } from './incoming.ts';

/** The only types that may ask for something: reactions, edits and the like cost no turn. */
const types = new Set(['message', 'conversationUpdate', 'installationUpdate', 'event']);
const mentions = z.array(z.unknown()).catch([]);
const mention = z.object({ type: z.literal('mention'), mentioned: z.object({ id: z.string() }) });

/** True for everything said in a chat with one person; in a group only for a mention of the bot and for a tap on its card. */
export function isAddressed(activity: IncomingActivity): boolean {
  if (!types.has(activity.type)) return false;
  if (activity.type !== 'message' || !isGroup(activity.conversation)) return true;
  const bot = activity.recipient?.id;
  const named = mentions.parse(activity['entities']).map((entity) => mention.safeParse(entity).data?.mentioned.id);
  return (bot !== undefined && named.includes(bot)) || tapValue.safeParse(activity['value']).success;
}
