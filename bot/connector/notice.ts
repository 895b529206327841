/** What a person is told while nothing can be kept: posted straight away, never recorded. */
import type { Logger } from 'pino';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { connectorAddress, type ConnectorClient } from './connector-client.ts';

const parties = z.object({ bot: z.unknown(), user: z.unknown() });

export interface Notice {
  tell(conversation: string, reference: unknown): void;
}

/** Milliseconds in which one conversation is told once: a channel may redeliver often. */
const quiet = 60_000;

/** Tells people in their chat that their message was not kept. */
export function openNotice(client: ConnectorClient, text: string, log: Logger): Notice {
  const told = new LRUCache<string, true>({ max: 10_000, ttl: quiet });
  return {
    tell: (conversation, reference) => {
      const address = connectorAddress.safeParse(reference);
      if (!address.success || told.has(conversation)) return;
      told.set(conversation, true);
      const { bot, user } = parties.parse(reference);
      const body = JSON.stringify({ type: 'message', from: bot, recipient: user, conversation: address.data.conversation, textFormat: 'plain', text });
      client.post(address.data, body).catch((error: unknown) => log.warn({ err: error }, 'A person could not be told that nothing can be kept.'));
    },
  };
}
