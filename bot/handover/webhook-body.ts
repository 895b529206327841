/** What the webhook gets, as JSON; documented in README.md, and only ever added to. */
import type { HandoverPackage } from '../../dialogs/handover/package.ts';
import type { HelpdeskNews } from '../../dialogs/turn.ts';
import type { FileLink } from './file-links.ts';

/** A new hand-over: for people as text, for programs in parts, and as the Bot Framework's hand-off event. */
export function createdBody(parcel: HandoverPackage, channel: string): string {
  const { version, id, created, text, ...rest } = parcel;
  return JSON.stringify({ version, type: 'handover.created', id, created, summary: text, ...rest, handoff: handoffEvent(parcel, channel) });
}

/** What came to one later. */
export function newsBody(id: string, { what, text, by }: HelpdeskNews, at: number, file?: FileLink): string {
  return JSON.stringify({ version: 1, type: `handover.${what}`, id, at: new Date(at).toISOString(), text, by, file });
}

/** `handoff.initiate` as the SDK's EventFactory makes it: the context as its value, the path as its transcript. */
function handoffEvent(parcel: HandoverPackage, channel: string): object {
  const { id, created, text, problem, contact, audience, path, guides } = parcel;
  const conversation = { id };
  return {
    type: 'event',
    name: 'handoff.initiate',
    id,
    timestamp: created,
    channelId: channel,
    from: { id: 'stepwise', name: 'Stepwise', role: 'bot' },
    conversation,
    value: { case: parcel.case, summary: text, problem, contact, audience, guides },
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities: path.flatMap((step) => transcript(step, conversation)) } }],
  };
}

/** Nothing that was not shown: what was asked and answered, as messages. */
function transcript({ asked, answered, at }: HandoverPackage['path'][number], conversation: object): object[] {
  const message = (role: string, text: string) => ({ type: 'message', timestamp: at, conversation, from: { id: role, role }, text });
  return [message('bot', asked), ...(answered === '' ? [] : [message('user', answered)])];
}
