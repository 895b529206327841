/** Puts the short form of an answered card in its place. Best effort: never recorded, so a turn costs no more. */
import type { Logger } from 'pino';
import { z } from 'zod';
import { doneCard, doneText } from '../../cards/done-card.ts';
import type { Done } from '../../dialogs/done.ts';
import { idText } from '../id-text.ts';
import { forWhom } from '../speak.ts';
import type { Incoming } from '../turns.ts';
import { connectorAddress, type ConnectorClient } from './connector-client.ts';

/** Channels that say which card was tapped and can replace it. In others the card stays, and its buttons are known as old. */
const replacing = new Set(['msteams']);
const cardId = idText(512);
const parties = z.object({ bot: z.unknown(), user: z.object({ name: z.string().nullish().catch(undefined) }).nullish() });

export interface DoneCards {
  /** Replaces the tapped card. */
  show(incoming: Incoming, tapped: unknown, done: Done): void;
}

/** Replaces answered cards. */
export function openDoneCards(client: ConnectorClient, log: Logger): DoneCards {
  return {
    show: (incoming, tapped, done) => {
      const id = cardId.safeParse(tapped);
      const address = connectorAddress.safeParse(incoming.reference);
      if (!replacing.has(incoming.channel) || !id.success || !address.success) return;
      const body = { id: id.data, conversation: address.data.conversation, ...activityOf(incoming, done) };
      client
        .update(address.data, id.data, JSON.stringify(body))
        .catch((error: unknown) => log.debug({ err: error }, 'A card that was answered could not be replaced. It stays, and its buttons are known as old.'));
    },
  };
}

function activityOf({ reference, owner }: Incoming, done: Done) {
  const { bot, user } = parties.parse(reference);
  const name = owner === undefined ? undefined : user?.name;
  return {
    type: 'message',
    from: bot,
    recipient: user,
    summary: doneText(done),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: doneCard(done) }],
    ...(name ? { text: forWhom(name), textFormat: 'plain' } : {}),
  };
}
