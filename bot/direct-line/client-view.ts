/** A recorded activity as a Direct Line client receives it. */
import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Recorded, RecordedActivity } from '../conversations.ts';
import { base } from './addresses.ts';
import type { Holder, Tokens } from './tokens.ts';

/** Where and for whom activities are shown. */
export interface Viewer {
  /** Such as `https://bot.contoso.com`. */
  readonly origin: string;
  readonly holder: Holder;
  readonly tokens: Tokens;
}

const uploadIn = new RegExp(`^${base}/conversations/[^/]+/uploads/([^/]+)$`);
const channelData = z.looseObject({}).catch({});

/**
 * The activities with the watermark to go on from, as JSON: over the stream and by polling alike.
 * `after` stays the watermark when there are none.
 */
export async function activitySet(records: readonly Recorded[], after: number, viewer: Viewer): Promise<string> {
  const activities = await Promise.all(records.map((recorded) => viewed(recorded, viewer)));
  return `{"activities":[${activities.join(',')}],"watermark":"${records.at(-1)?.seq ?? after}"}`;
}

/** A card that was just written is large and has nothing to change in it, so its JSON is only begun anew. */
async function viewed(recorded: Recorded, viewer: Viewer): Promise<string> {
  if ('activity' in recorded) return JSON.stringify(await changed(recorded, viewer));
  const { seq, id, body } = recorded;
  return `${JSON.stringify({ ...placed(seq, { id }, viewer), id }).slice(0, -1)},${body.slice(1)}`;
}

async function changed({ seq, activity }: RecordedActivity, viewer: Viewer): Promise<Partial<Activity>> {
  const { attachments } = activity;
  const reached = attachments === undefined ? {} : { attachments: await Promise.all(attachments.map((one) => reachable(one, viewer))) };
  return { ...activity, ...placed(seq, activity, viewer), ...reached };
}

/** Web Chat sorts by `webchat:sequence-id`: with it, a card that is shown anew stays in its place. */
function placed(seq: number, activity: Partial<Activity>, { holder }: Viewer) {
  return {
    channelId: 'directline',
    conversation: { id: holder.conversation, isGroup: false, conversationType: 'personal', name: '' },
    channelData: { ...channelData.parse(activity.channelData), 'webchat:sequence-id': firstSeqOf(activity.id) ?? seq },
  };
}

/** A Direct Line activity id ends in the number that it was first recorded under. */
function firstSeqOf(id: string | undefined): number | undefined {
  const digits = /\|(\d{1,15})$/.exec(id ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** An upload's stored path as a whole address with a signature, so that a plain link or image can load it. */
async function reachable(attachment: Attachment, { origin, holder, tokens }: Viewer): Promise<Attachment> {
  const upload = uploadIn.exec(attachment.contentUrl ?? '')?.[1];
  if (upload === undefined) return attachment;
  const signature = await tokens.issue(holder, `upload ${decodeURIComponent(upload)}`);
  return { ...attachment, contentUrl: `${origin}${attachment.contentUrl}?t=${signature}` };
}
