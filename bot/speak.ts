/** A reply as an activity for a channel: a card where cards are shown, else plain text. */
import type { Activity } from 'botbuilder';
import { renderCard } from '../cards/render-card.ts';
import { firstLine, renderText } from '../cards/render-text.ts';
import type { Reply } from '../dialogs/reply.ts';

/** Channels known to show Adaptive Cards. */
const withCards = new Set(['directline', 'webchat', 'emulator', 'msteams', 'agents']);

/** The activity to send; it carries no ids and no addresses yet. */
export function activityOf(reply: Reply, channel: string): Partial<Activity> {
  const common = { type: 'message', inputHint: 'expectingInput' } as const;
  if (!withCards.has(channel)) return { ...common, text: renderText(reply), textFormat: 'plain' };
  const content = renderCard(reply);
  return {
    ...common,
    summary: firstLine(reply),
    speak: content.speak,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

/** What stands over a card where several people have one. */
export function forWhom(name: string): string {
  return `For ${name}`;
}

/** Names the card that a reply shows, so that a changed one can replace it. */
export function stampText(reply: Reply): string {
  return `${reply.stamp.case} ${reply.stamp.node} ${reply.stamp.visit} ${reply.kind}`;
}

/** What is said when a turn failed by a fault of ours. Nothing was changed, so trying again is safe. */
export function apology(contact: string): Partial<Activity> {
  return {
    type: 'message',
    textFormat: 'plain',
    text: `Something went wrong on my side. Your steps are kept. Please try again; if it happens again, ask ${contact}.`,
  };
}

/** What is said while nothing can be kept. */
export function notKept(contact: string): string {
  return `I cannot keep anything at the moment, so I did not take your last message. Your steps before it are safe. Please send it again in a few minutes; if it is urgent, ask ${contact}.`;
}
