/** A turn's replies as records: rendered for their channel, addressed, each written as JSON once. */
import type { Activity } from 'botbuilder';
import type { Reply } from '../dialogs/reply.ts';
import type { RecordedReply } from './conversations.ts';
import { forWhom, stampText } from './speak.ts';
import { activityText } from './spoken-before.ts';
import { idOf, type NewRecord, type Store } from './store/store.ts';

/** To whom the replies go. */
export interface Addressee {
  readonly conversation: string;
  readonly channel: string;
  /** Whose case it is, in a group. */
  readonly owner?: string | undefined;
  readonly activity: Partial<Activity>;
  /** The channel's id of the activity that is answered. */
  readonly replyTo?: string | undefined;
}

/** A record with its id, for streams that are open already. */
export type ReplyRecord = NewRecord & RecordedReply;

/** Records of the replies from that number on; a reply that shows a card again takes the card's id. */
export async function recordReplies(store: Store, to: Addressee, replies: readonly Reply[], first: number, pending: boolean): Promise<ReplyRecord[]> {
  const records: ReplyRecord[] = [];
  for (const [index, reply] of replies.entries()) {
    // Only a card with fields to fill in is ever shown again.
    const stamp = 'fields' in reply && reply.fields.length > 0 ? stampText(reply) : undefined;
    const replaces = stamp !== undefined && 'again' in reply && reply.again ? await store.findStamp(to.conversation, stamp) : undefined;
    records.push({ ...recordText(to, activityText(reply, to.channel), first + index, pending, replaces), stamp, replaces });
  }
  return records;
}

/** The record of one activity. It is given as JSON, which is only continued: a card is large. */
export function recordText(to: Addressee, text: string, seq: number, pending: boolean, replaces = seq): ReplyRecord {
  const { from, recipient, conversation, channelId, timestamp } = to.activity;
  // Several people's cards stand among each other in a group.
  const label = to.owner !== undefined && from?.name && text.includes('"attachments":') ? { text: forWhom(from.name), textFormat: 'plain' } : {};
  const address = JSON.stringify({ from: recipient, recipient: from, conversation, channelId, timestamp, replyToId: to.replyTo, ...label });
  const body = address === '{}' ? text : `${text.slice(0, -1)},${address.slice(1)}`;
  return { seq, id: idOf(to.conversation, replaces), body, pending };
}
