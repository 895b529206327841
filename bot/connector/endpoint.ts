/** `POST /api/messages`: Teams, the Emulator and every other Bot Connector channel. */
import type { Logger } from 'pino';
import type { ReadFile } from '../files/file-reader.ts';
import type { BusyRoute } from '../front-door.ts';
import type { Limits } from '../limits.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { answerRefusal } from '../answer.ts';
import { partWith } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { Incoming, Taken, Turns } from '../turns.ts';
import type { Authentication } from './authenticate.ts';
import { fetchFiles } from './fetch-files.ts';
import { type IncomingActivity, keptOf, readIncoming } from './incoming.ts';
import type { Notice } from './notice.ts';
import type { Outbox } from './outbox.ts';

export interface EndpointDependencies {
  readonly turns: Turns;
  readonly outbox: Outbox;
  /** None without an application id: then only this machine is served. */
  readonly authentication: Authentication | undefined;
  readonly limits: Limits;
  /** The client's address, for counting; none where it cannot be told apart from everybody else's. */
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly notice: Notice;
  /** Takes what comes from the helpdesk's own channel, and says whether it was that. */
  readonly helpdesk?: { receive(activity: IncomingActivity): Promise<boolean> } | undefined;
  readonly readFile: ReadFile;
  readonly log: Logger;
  readonly newId: () => string;
}

/** Mounts the endpoint, and gives it as a busy route. */
export function mountEndpoint(server: Server, deps: EndpointDependencies): BusyRoute {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await receive(request, response, deps);
    } catch (error) {
      await refuse(request, response, error, deps.log);
    }
  };
  server.post('/api/messages', handle);
  return { method: 'POST', path: /^\/api\/messages(\?|$)/, handle };
}

async function receive(request: IncomingMessage, response: ServerResponse, deps: EndpointDependencies): Promise<void> {
  const activity = await admit(request, deps);
  await deps.limits.activity({ conversation: `${activity.channelId}:${activity.conversation.id}`, user: activity.from?.id });
  // Nothing the bot shows sends invokes, so there is nothing that one could ask for.
  if (activity.type === 'invoke') throw new Refusal(400, 'This bot takes no invokes.');
  if (await deps.helpdesk?.receive(activity)) return answer(response, 200);
  const dropped = activity['attachments'] === undefined ? [] : await fetchFiles(activity, deps.authentication !== undefined, deps.readFile, deps.log);
  const incoming = { ...incomingOf(activity, deps), dropped };
  const taken = await deps.turns.take(incoming).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) deps.notice.tell(incoming.conversation, incoming.reference);
    throw error;
  });
  if (activity.deliveryMode === 'expectReplies') return answer(response, 200, await repliesOf(incoming, taken, deps));
  if (taken.outbox === 'mine') void deps.outbox.deliver(incoming.conversation, incoming.reference, taken.replies, activity.id);
  await deps.outbox.room();
  answer(response, 200);
}

/** Whoever sends many wrong tokens is refused before anything is read. */
async function admit(request: IncomingMessage, { authentication, limits, addressOf }: EndpointDependencies): Promise<IncomingActivity> {
  if (authentication === undefined) return readIncoming(request, false);
  const { authorization } = request.headers;
  const address = addressOf(request);
  if (address !== undefined) await limits.expectPatience(address);
  try {
    if (authorization === undefined) throw new Refusal(401, missing);
    const activity = await readIncoming(request, true);
    await authentication.check({ authorization, channelId: activity.channelId, serviceUrl: activity.serviceUrl });
    return activity;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401 && address !== undefined) await limits.refused(address);
    throw error;
  }
}

const missing = 'The token is missing or not valid.';

function incomingOf(activity: IncomingActivity, { newId }: EndpointDependencies): Incoming {
  const { channelId, serviceUrl, conversation, from, recipient, deliveryMode } = activity;
  return {
    conversation: `${channelId}:${conversation.id}`,
    key: activity.id ?? newId(),
    channel: channelId,
    delivery: 'connector',
    answersInline: deliveryMode === 'expectReplies',
    activity: keptOf(activity),
    replyTo: activity.id,
    reference: { user: partyOf(from), bot: partyOf(recipient), conversation: { id: conversation.id }, serviceUrl },
  };
}

/** As little of an account as a later post needs. */
function partyOf(account: IncomingActivity['from']): { readonly id: string; readonly name?: unknown } | undefined {
  return account === undefined || account === null ? undefined : { id: account.id, name: account['name'] };
}

/** With `expectReplies` the replies are the HTTP answer, for a redelivery too. */
async function repliesOf(incoming: Incoming, taken: Taken, { turns }: EndpointDependencies): Promise<string> {
  const bodies = taken.repeated ? await turns.repliesOf(incoming.conversation, taken) : taken.replies.map(({ body }) => body);
  return `{"activities":[${bodies.join(',')}]}`;
}

function answer(response: ServerResponse, status: number, body?: string): void {
  response.writeHead(status, body === undefined ? { 'content-length': 0 } : { 'content-type': 'application/json; charset=utf-8' });
  response.end(body);
}

async function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, log: Logger): Promise<void> {
  const refusal = refusalOf(error);
  if (refusal === undefined) log.error({ err: error }, 'An activity could not be handled.');
  if (refusal?.cause !== undefined) log.warn({ err: refusal.cause, status: refusal.status }, 'An activity could not be checked.');
  await partWith(request, response);
  if (response.headersSent) return void response.destroy();
  answerRefusal(response, refusal ?? new Refusal(500, 'The activity could not be handled. The operator finds the reason in the log.'));
}
