/** `tokens/generate`, `tokens/refresh` and `session/getsessionid`. */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { idText } from '../id-text.ts';
import { hasBody, readBody } from '../read-body.ts';
import { base } from './addresses.ts';
import { type Caller, pageOf } from './callers.ts';
import { type Channel, countActivity, newHolder, tokenFor, whoCalls } from './channel.ts';
import { DirectLineError } from './direct-line-error.ts';
import { jsonRoute } from './routes.ts';
import type { Holder } from './tokens.ts';

const account = z.looseObject({ id: z.union([z.string().regex(/^\s*$/), idText(256)]).optional() });
const named = z.looseObject({ user: account.optional(), User: account.optional() });

export function mountTokens(server: Server, channel: Channel): void {
  server.post(
    `${base}/tokens/generate`,
    jsonRoute(channel, async (request) => {
      const caller = await whoCalls(request, channel);
      if (caller.kind === 'holder') throw new DirectLineError(403, 'BadArgument', 'A token cannot make another one. Renew it at tokens/refresh.');
      return { status: 200, body: await tokenFor(await newcomer(request, caller, channel), channel.tokens) };
    }),
  );
  server.post(
    `${base}/tokens/refresh`,
    jsonRoute(channel, async (request) => {
      const caller = await whoCalls(request, channel);
      if (caller.kind !== 'holder') throw new DirectLineError(401, 'Unauthorized', 'Send the token to renew: Authorization: Bearer TOKEN.');
      countActivity(request, caller.holder, channel);
      return { status: 200, body: await tokenFor(caller.holder, channel.tokens) };
    }),
  );
  server.get(
    `${base}/session/getsessionid`,
    jsonRoute(channel, async (request) => {
      const caller = await whoCalls(request, channel);
      if (caller.kind === 'stranger') throw new DirectLineError(401, 'Unauthorized', 'Send a token: Authorization: Bearer TOKEN.');
      return { status: 200, body: { sessionId: channel.newId() } };
    }),
  );
}

/**
 * A new conversation's holder. Only the shared secret lets the caller choose the user: a stranger could choose somebody else.
 * @throws DirectLineError 401 when a secret is set and the caller has none.
 */
export async function newcomer(request: IncomingMessage, caller: Caller, channel: Channel): Promise<Holder> {
  if (caller.kind === 'stranger' && channel.shareSecret !== undefined) {
    throw new DirectLineError(401, 'Unauthorized', 'Send the secret: Authorization: Bearer SECRET.');
  }
  if (caller.kind !== 'secret') channel.limits.opening(channel.addressOf(request));
  const parsed = named.optional().safeParse(hasBody(request) ? await readBody(request) : undefined);
  if (!parsed.success) throw new DirectLineError(400, 'BadArgument', 'Name the user as {"user": {"id": "…"}}.');
  const wanted = (parsed.data?.user?.id ?? parsed.data?.User?.id)?.trim();
  return { ...newHolder(channel, caller.kind === 'secret' && wanted !== '' ? wanted : undefined), page: pageOf(request) };
}
