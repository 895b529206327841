/** A turn's replies as records: rendered for their channel, addressed, each written as JSON once. */
import type { Activity } from 'botbuilder';
import type { Reply } from '../dialogs/reply.ts';
import type { Recorded } from './conversations.ts';
import { activityOf, forWhom, stampText } from './speak.ts';
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

/** A record with its activity, for streams that are open already. */
export type ReplyRecord = NewRecord & Recorded;

/** Records of the replies from that number on; a reply that shows a card again takes the card's id. */
export async function recordReplies(store: Store, to: Addressee, replies: readonly Reply[], first: number, pending: boolean): Promise<ReplyRecord[]> {
  const records: ReplyRecord[] = [];
  for (const [index, reply] of replies.entries()) {
    // Only a card with fields to fill in is ever shown again.
    const stamp = 'fields' in reply && reply.fields.length > 0 ? stampText(reply) : undefined;
    const replaces = stamp !== undefined && 'again' in reply && reply.again ? await store.findStamp(to.conversation, stamp) : undefined;
    records.push({ ...recordActivity(to, activityOf(reply, to.channel), first + index, pending, replaces), stamp, replaces });
  }
  return records;
}

/** The record of one activity. */
export function recordActivity(to: Addressee, activity: Partial<Activity>, seq: number, pending: boolean, replaces = seq): ReplyRecord {
  const { from, recipient, conversation, channelId, timestamp } = to.activity;
  const addressed: Record<string, unknown> = { ...activity };
  const known = { from: recipient, recipient: from, conversation, channelId, timestamp, replyToId: to.replyTo };
  // Several people's cards stand among each other there.
  if (to.owner !== undefined && from?.name && activity.attachments !== undefined) Object.assign(addressed, { text: forWhom(from.name), textFormat: 'plain' });
  for (const [name, value] of Object.entries(known)) if (value !== undefined) addressed[name] = value;
  return { seq, body: JSON.stringify(addressed), activity: { ...addressed, id: idOf(to.conversation, replaces) }, pending };
}
