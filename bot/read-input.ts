/** A channel's activity as the engine's input. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { groupMarks, isGroup } from './group.ts';
import { type Dropped, type Input, tapValue } from '../dialogs/input.ts';
import { safeName } from './files/file-name.ts';

/** The name of the event that our page sends when somebody opens it again. */
export const joinEvent = 'webchat/join';

const account = z.object({ id: z.string(), name: z.string().nullish().catch(undefined) });
const attachment = z.object({ contentType: z.string(), name: z.string().nullish().catch(undefined), contentUrl: z.string().nullish().catch(undefined) });
const arrival = z.object({
  type: z.string(),
  name: z.string().optional(),
  action: z.string().optional(),
  text: z.string().nullish().catch(undefined),
  value: z.unknown().optional(),
  channelId: z.string().optional(),
  conversation: z.object(groupMarks).nullish().catch(undefined),
  recipient: account.nullish().catch(undefined),
  membersAdded: z.array(account).nullish().catch(undefined),
  attachments: z.array(attachment).nullish().catch(undefined),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .nullish()
    .catch(undefined),
});
type ParsedArrival = z.infer<typeof arrival>;
const mention = z.object({ type: z.literal('mention'), text: z.string().nullish(), mentioned: account });

/** The input, or `undefined` for an activity that asks for nothing (typing, a reaction, somebody leaving). */
export function readInput(activity: Partial<Activity>, dropped: readonly Dropped[] = []): Input | undefined {
  const parsed = arrival.safeParse(activity);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  switch (data.type) {
    case 'message':
      return readMessage(data, dropped);
    case 'event':
      return data.name === joinEvent ? { kind: 'joined' } : undefined;
    case 'installationUpdate':
      return data.action === 'add' ? { kind: isGroup(data.conversation) ? 'introduced' : 'joined' } : undefined;
    case 'conversationUpdate':
      return readArrivals(data);
    default:
      return undefined;
  }
}

/**
 * In a chat with one person it is they who come; in a group, only the bot's own coming counts. Teams announces that as
 * an installation too, which may name another channel of the team, so there only that one counts.
 */
function readArrivals({ membersAdded, recipient, conversation, channelId }: ParsedArrival): Input | undefined {
  const added = membersAdded ?? [];
  if (!isGroup(conversation)) return added.some(({ id }) => id !== recipient?.id) ? { kind: 'joined' } : undefined;
  return channelId !== 'msteams' && added.some(({ id }) => id === recipient?.id) ? { kind: 'introduced' } : undefined;
}

function readMessage(message: ParsedArrival, dropped: readonly Dropped[]): Input | undefined {
  const tap = message.value === undefined ? undefined : tapValue.safeParse(message.value);
  if (tap?.success === true) return { kind: 'tap', ...tap.data };
  const text = withoutMentions(message);
  const attached = (message.attachments ?? []).filter((one) => isText(one.contentUrl) || one.contentType.includes('file.download'));
  const named = attached.slice(0, mostFiles).map((file, index): Dropped => ({ name: shortName(file.name ?? `file ${index + 1}`) }));
  const files = dropped.length > 0 ? dropped.map((one) => ({ ...one, name: shortName(one.name) })) : named;
  if (files.length === 0) return { kind: 'text', text };
  return text === '' ? { kind: 'file', files } : { kind: 'text', text, files };
}

/** Files of one message that are named, and characters of a name. */
const mostFiles = 10;
const longestName = 120;

/** The end of a long name says more than its beginning. */
function shortName(name: string): string {
  return safeName(name).slice(-longestName);
}

function isText(value: string | null | undefined): boolean {
  return value !== null && value !== undefined;
}

/** The text without the bot's own name, however often it stands there and in whichever form. */
function withoutMentions(message: ParsedArrival): string {
  let text = message.text ?? '';
  const names = new Set([message.recipient?.name?.toLowerCase()]);
  for (const entity of message.entities ?? []) {
    // Most entities are none, and what is refused costs more to parse than what is taken.
    const named = entity.type === 'mention' ? mention.safeParse(entity) : undefined;
    if (named?.success !== true || named.data.mentioned.id !== message.recipient?.id) continue;
    if (named.data.text) text = text.replaceAll(named.data.text, ' ');
    names.add(named.data.mentioned.name?.toLowerCase());
  }
  // Some clients write the tag otherwise than the mention says, with an id in it.
  text = text.replace(/<at(?:\s[^<>]{0,100})?>([^<>]{0,200})<\/at>/gi, (tag, name: string) => (names.has(name.trim().toLowerCase()) ? ' ' : tag));
  return text.replace(/&nbsp;|&#160;|[\u00A0\u200B-\u200D\uFEFF]/g, ' ').trim();
}
