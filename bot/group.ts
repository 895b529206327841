/** Group chats and channels: several people write there, and the bot is one among them. */
import { z } from 'zod';

const kinds = z
  .object({ isGroup: z.boolean().nullish().catch(undefined), conversationType: z.string().nullish().catch(undefined) })
  .nullish()
  .catch(undefined);

/** Whether several people write in a conversation. */
export function isGroup(conversation: unknown): boolean {
  const parsed = kinds.parse(conversation);
  return parsed?.isGroup === true || parsed?.conversationType === 'channel' || parsed?.conversationType === 'groupChat';
}
