/** Group chats and channels: several people write there, and the bot is one among them. */
import { z } from 'zod';

/** What a channel says of a conversation, as part of its account. */
export const groupMarks = { isGroup: z.boolean().nullish().catch(undefined), conversationType: z.string().nullish().catch(undefined) };

interface Marked {
  readonly isGroup?: boolean | null | undefined;
  readonly conversationType?: string | null | undefined;
}

/** Whether several people write in a conversation. */
export function isGroup(conversation: Marked | null | undefined): boolean {
  const type = conversation?.conversationType;
  return conversation?.isGroup === true || type === 'channel' || type === 'groupChat';
}
