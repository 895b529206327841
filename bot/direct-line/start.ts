/** `conversations`: start one, or come back to one. */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { base, queryOf } from './addresses.ts';
import { accessOf, type Channel, connection, holderOf, whoCalls } from './channel.ts';
import { type Answer, jsonRoute } from './routes.ts';
import { newcomer } from './token-routes.ts';
import { readWatermark } from './watermark.ts';

export function mountConversations(server: Server, channel: Channel): void {
  server.post(
    `${base}/conversations`,
    jsonRoute(channel, (request) => start(request, channel)),
  );
  server.get(
    `${base}/conversations/:conversation`,
    jsonRoute(channel, async (request) => {
      const access = await accessOf(request, channel);
      const watermark = readWatermark(queryOf(request).get('watermark'));
      return { status: 200, body: await connection(request, holderOf(access), channel, String(watermark)) };
    }),
  );
}

/** With a token it is the token's conversation, which may exist already: the client then gets its history. */
async function start(request: IncomingMessage, channel: Channel): Promise<Answer> {
  const caller = await whoCalls(request, channel);
  const holder = caller.kind === 'holder' ? caller.holder : await newcomer(request, caller, channel);
  const existed = await channel.conversations.exists(holder.conversation);
  if (!existed) await channel.conversations.open(holder.conversation, holder.user);
  return { status: existed ? 200 : 201, body: await connection(request, holder, channel) };
}
