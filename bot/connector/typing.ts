/** "… is typing": shown while an answer takes its time. Best effort: posted straight away, never recorded. */
import type { Logger } from 'pino';
import { z } from 'zod';
import { connectorAddress, type ConnectorClient } from './connector-client.ts';

const parties = z.object({ bot: z.unknown(), user: z.unknown() });

export interface Typing {
  /** Shows within a second that an answer is coming, and goes on showing it, until the result is called. */
  begin(reference: unknown): () => void;
}

/** Milliseconds until it is shown first; nearly all answers are there before. */
const soon = 600;
/** Milliseconds for which clients show it, and after which nobody believes it any more. */
const shown = 4_000;
const longest = 40_000;

/** Posts that the bot is typing. */
export function openTyping(client: ConnectorClient, log: Logger): Typing {
  return {
    begin: (reference) => {
      const began = performance.now();
      const show = (): void => {
        post(client, reference).catch((error: unknown) => log.debug({ err: error }, 'That an answer is coming could not be shown.'));
        if (performance.now() - began < longest) timer = setTimeout(show, shown).unref();
      };
      let timer = setTimeout(show, soon).unref();
      return () => clearTimeout(timer);
    },
  };
}

async function post(client: ConnectorClient, reference: unknown): Promise<void> {
  const address = connectorAddress.parse(reference);
  const { bot, user } = parties.parse(reference);
  await client.post(address, JSON.stringify({ type: 'typing', from: bot, recipient: user, conversation: address.conversation }));
}
