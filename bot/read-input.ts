/** A channel's activity as the engine's input. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { type Dropped, type Input, tapValue } from '../dialogs/input.ts';
import { safeName } from './files/file-name.ts';

/** The name of the event that our page sends when somebody opens it again. */
export const joinEvent = 'webchat/join';

const account = z.object({ id: z.string() });
const attachment = z.object({ contentType: z.string(), name: z.string().nullish().catch(undefined), contentUrl: z.string().nullish().catch(undefined) });
const arrival = z.object({
  type: z.string(),
  name: z.string().optional(),
  action: z.string().optional(),
  text: z.string().nullish().catch(undefined),
  value: z.unknown().optional(),
  recipient: account.nullish().catch(undefined),
  membersAdded: z.array(account).nullish().catch(undefined),
  attachments: z.array(attachment).nullish().catch(undefined),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .nullish()
    .catch(undefined),
});
type ParsedArrival = z.infer<typeof arrival>;
const mention = z.object({ type: z.literal('mention'), text: z.string(), mentioned: account });

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
      return data.action === 'add' ? { kind: 'joined' } : undefined;
    case 'conversationUpdate':
      return data.membersAdded?.some((member) => member.id !== data.recipient?.id) ? { kind: 'joined' } : undefined;
    default:
      return undefined;
  }
}

function readMessage(message: ParsedArrival, dropped: readonly Dropped[]): Input | undefined {
  const tap = message.value === undefined ? undefined : tapValue.safeParse(message.value);
  if (tap?.success === true) return { kind: 'tap', ...tap.data };
  const text = withoutMentions(message);
  const attached = (message.attachments ?? []).filter(
    (one) => !one.contentType.startsWith('text/html') && (isText(one.contentUrl) || one.contentType.includes('file.download')),
  );
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

/** The text without the bot's own name, however often it stands there. */
function withoutMentions(message: ParsedArrival): string {
  let text = message.text ?? '';
  for (const entity of message.entities ?? []) {
    // Most entities are none, and what is refused costs more to parse than what is taken.
    const named = entity.type === 'mention' ? mention.safeParse(entity) : undefined;
    if (named?.success === true && named.data.mentioned.id === message.recipient?.id && named.data.text !== '') text = text.replaceAll(named.data.text, ' ');
  }
  return text.replace(/&nbsp;|[\u00A0\u200B-\u200D\uFEFF]/g, ' ').trim();
}
