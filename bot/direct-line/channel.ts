/** What the channel's routes share: who calls, whose conversation it is, and what a client is told to connect with. */
import type { IncomingMessage } from 'node:http';
import { conversationOf, originOf, streamPath } from './addresses.ts';
import { type Access, accessTo, type Caller, callerOf } from './callers.ts';
import type { Viewer } from './client-view.ts';
import type { DirectLineDependencies } from './dependencies.ts';
import { DirectLineError } from './direct-line-error.ts';
import { type Holder, openTokens, tokenSeconds, type Tokens } from './tokens.ts';

export interface Channel extends DirectLineDependencies {
  readonly tokens: Tokens;
}

/** Bytes that a body counts for which does not say its length. */
const unsaid = 1024 * 1024;

export function openChannel(deps: DirectLineDependencies): Channel {
  return { ...deps, tokens: openTokens(deps) };
}

export function whoCalls(request: IncomingMessage, { tokens, shareSecret }: Channel): Promise<Caller> {
  return callerOf(request, tokens, shareSecret);
}

/**
 * The caller's access to the conversation in the request's path, which exists.
 * @throws DirectLineError 401, 403, or 404 when nobody started it.
 */
export async function accessOf(request: IncomingMessage, channel: Channel): Promise<Access> {
  const conversation = conversationOf(request);
  const access = accessTo(conversation, await whoCalls(request, channel));
  await expectConversation(conversation, channel);
  return access;
}

/** @throws DirectLineError 404 when nobody started the conversation. */
export async function expectConversation(conversation: string, { conversations }: Channel): Promise<void> {
  if (await conversations.exists(conversation)) return;
  throw notFound();
}

function notFound(): DirectLineError {
  return new DirectLineError(404, 'ConversationNotFound', 'There is no such conversation. Start it with POST /v3/directline/conversations.');
}

/** Counts an activity and its bytes; whoever holds the shared secret speaks for many, from one address. @throws Refusal 429 */
export function countActivity(request: IncomingMessage, { conversation, user }: Access, { limits, addressOf }: Channel): void {
  if (user === undefined) return limits.activity({ conversation });
  const address = addressOf(request);
  limits.activity({ conversation, user, address });
  limits.bytes(address, Number(request.headers['content-length'] ?? unsaid));
}

/** For whom and for which address activities are shown. */
export function viewerOf(request: IncomingMessage, access: Access, { tokens }: Channel): Viewer {
  return { origin: originOf(request), holder: holderOf(access), tokens };
}

/** Who a token made for this access belongs to. */
export function holderOf({ conversation, user = 'dl_secret', page, agent }: Access): Holder {
  return { conversation, user, page, agent };
}

/** What a client connects with: a token, and a stream that goes on after the watermark. */
export async function connection(request: IncomingMessage, holder: Holder, { tokens }: Channel, watermark = ''): Promise<Record<string, unknown>> {
  const origin = originOf(request).replace(/^http/, 'ws');
  const stream = new URLSearchParams({ watermark, t: await tokens.issue(holder, 'stream') });
  return { ...(await tokenFor(holder, tokens)), streamUrl: `${origin}${streamPath(holder.conversation)}?${stream}`, referenceGrammarId: '' };
}

export async function tokenFor(holder: Holder, tokens: Tokens): Promise<Record<string, unknown>> {
  return { conversationId: holder.conversation, token: await tokens.issue(holder, 'direct-line'), expires_in: tokenSeconds };
}

/** A user and a conversation that nobody had before. Ids that start with `dl_` cannot be claimed by a page. */
export function newHolder({ newId }: Pick<DirectLineDependencies, 'newId'>, user?: string): Holder {
  return { conversation: newId(), user: user ?? `dl_${newId()}` };
}
