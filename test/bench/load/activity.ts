/** A message as Teams posts it, about 1 KB. */
import { readFileSync } from 'node:fs';
import type { Person, Saying } from './person.ts';

const recorded = JSON.parse(readFileSync(new URL('../../fixtures/teams-message.json', import.meta.url), 'utf8')) as Record<string, unknown>;
const { text: _text, attachments: _attachments, entities: _entities, ...message } = recorded;
const [, clientInfo] = recorded['entities'] as readonly unknown[];
const mention = recorded['entities'] as readonly unknown[];

/** Where and by whom messages are posted. */
export interface Sender {
  /** Tells conversations of different runs apart. */
  readonly prefix: string;
  readonly serviceUrl: string;
  readonly deliveryMode?: 'expectReplies' | undefined;
}

export function conversationOf(sender: Sender, person: Person): string {
  return `a:${sender.prefix}-${String(person.index).padStart(40, '0')}`;
}

/** The activity as JSON. Its id is made of the person and the turn, so no two are the same. */
export function messageOf(sender: Sender, person: Person, id: string, saying: Saying): string {
  const conversation = conversationOf(sender, person);
  return JSON.stringify({
    ...message,
    id,
    serviceUrl: sender.serviceUrl,
    timestamp: new Date().toISOString(),
    from: { id: `29:${sender.prefix}-${person.index}`, name: 'Anna Example', aadObjectId: '5d1f1c9e-7d5e-4b3f-8c0a-1f2e3d4c5b6a' },
    conversation: { id: conversation, conversationType: 'personal', tenantId: '72f988bf-0000-4000-8000-2d7cd011db47' },
    ...('text' in saying
      ? {
          text: `<at>Stepwise</at>&nbsp;${saying.text}\n`,
          attachments: [
            {
              contentType: 'text/html',
              content: `<div><span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">Stepwise</span>&nbsp;${saying.text}</div>`,
            },
          ],
          entities: mention,
        }
      : { value: saying.value, replyToId: `1:${id}`, entities: [clientInfo] }),
    ...(sender.deliveryMode === undefined ? {} : { deliveryMode: sender.deliveryMode }),
  });
}
