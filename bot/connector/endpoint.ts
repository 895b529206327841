/** `POST /api/messages`: Teams, the Emulator and every other Bot Connector channel. */
import type { Logger } from 'pino';
import type { Upload } from '../conversations.ts';
import type { ReadFile } from '../files/file-reader.ts';
import type { BusyRoute } from '../front-door.ts';
import type { Limits } from '../limits.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import type { Done } from '../../dialogs/done.ts';
import { wording } from '../../dialogs/wording.ts';
import type { TeamsAgents } from '../agents/teams-agent.ts';
import { answerRefusal, answerText } from '../answer.ts';
import { partWith } from '../read-body.ts';
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { Incoming, Taken } from '../turns.ts';
import type { Authentication } from './authenticate.ts';
import type { DoneCards } from './done-cards.ts';
import { fetchFiles, type Keep } from './fetch-files.ts';
import { isAddressed } from './addressed.ts';
import { keyOf, ownerOf } from './conversation-key.ts';
import { type IncomingActivity, keptOf, readIncoming } from './incoming.ts';
import { type InvokeDependencies, readInvoke } from './invokes.ts';
import type { Notice } from './notice.ts';
import type { Outbox } from './outbox.ts';
import type { Typing } from './typing.ts';

export interface EndpointDependencies extends InvokeDependencies {
  readonly outbox: Outbox;
  /** None without an application id: then only this machine is served. */
  readonly authentication: Authentication | undefined;
  readonly limits: Limits;
  readonly inTeams: TeamsAgents;
  /** The client's address, for counting; none where it cannot be told apart from everybody else's. */
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly notice: Notice;
  readonly typing: Typing;
  readonly doneCards: DoneCards;
  /** Takes what comes from the helpdesk's own channel, and says whether it was that. */
  readonly helpdesk?: { receive(activity: IncomingActivity): Promise<boolean> } | undefined;
  readonly readFile: ReadFile;
  /** Keeps a file for the helpdesk. */
  readonly keepUpload?: ((conversation: string, file: Upload) => Promise<string>) | undefined;
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
  deps.limits.activity({ conversation: keyOf(activity), user: activity.from?.id });
  if (activity.type !== 'invoke' && (await deps.helpdesk?.receive(activity))) return answer(response, 200);
  if (activity.type !== 'invoke') return converse(response, activity, deps);
  const invoked = await readInvoke(activity, deps);
  if (invoked.kind === 'tap') return converse(response, invoked.activity, deps, executed);
  answer(response, 200, invoked.body === undefined ? undefined : JSON.stringify(invoked.body));
}

/** What a client shows for a button that it executed: the step itself comes as a message. */
const executed = JSON.stringify({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: wording.seeBelow });

/** Takes a turn; `done` is the answer where the replies are not. */
async function converse(response: ServerResponse, activity: IncomingActivity, deps: EndpointDependencies, done?: string): Promise<void> {
  if (!isAddressed(activity)) return answer(response, 200, activity.deliveryMode === 'expectReplies' ? '{"activities":[]}' : undefined);
  const incoming = await incomingOf(activity, deps);
  const taken = await takeTurn(activity, incoming, deps);
  if (incoming.answersInline === true) return answer(response, 200, await repliesOf(incoming, taken, deps));
  const sent = taken.outbox === 'mine' ? deps.outbox.deliver(incoming.conversation, incoming.reference, taken.replies, activity.id) : undefined;
  // The next step first: that is what people wait for.
  if (taken.done !== undefined) void showDone(sent, incoming, activity['replyToId'], taken.done, deps);
  await deps.outbox.room();
  answer(response, 200, done);
}

async function showDone(sent: Promise<void> | undefined, incoming: Incoming, tapped: unknown, done: Done, { doneCards }: EndpointDependencies): Promise<void> {
  await sent;
  doneCards.show(incoming, tapped, done);
}

/** Reads the files first; whoever waits for long sees that an answer is coming. */
async function takeTurn(activity: IncomingActivity, incoming: Incoming, deps: EndpointDependencies): Promise<Taken> {
  const { authentication, readFile, log, typing, turns, notice } = deps;
  const shown = incoming.answersInline === true ? undefined : typing.begin(incoming.reference);
  try {
    const dropped =
      activity['attachments'] === undefined ? [] : await fetchFiles(activity, authentication !== undefined, readFile, log, await keepOf(incoming, deps));
    return await turns.take({ ...incoming, dropped });
  } catch (error) {
    if (error instanceof StoreUnavailable) notice.tell(incoming.conversation, incoming.reference);
    throw error;
  } finally {
    shown?.();
  }
}

/** Files are kept only where the person agreed to it. */
async function keepOf({ conversation }: Incoming, { turns, keepUpload }: EndpointDependencies): Promise<Keep | undefined> {
  if (keepUpload === undefined || !(await turns.keepsFiles(conversation))) return undefined;
  return (file) => keepUpload(conversation, file);
}

/** Whoever sends many wrong tokens is refused before anything is read. */
async function admit(request: IncomingMessage, { authentication, limits, addressOf }: EndpointDependencies): Promise<IncomingActivity> {
  if (authentication === undefined) return readIncoming(request, false);
  const { authorization } = request.headers;
  const address = addressOf(request);
  if (address !== undefined) limits.expectPatience(address);
  try {
    if (authorization === undefined) throw new Refusal(401, missing);
    const activity = await readIncoming(request, true);
    await authentication.check({ authorization, channelId: activity.channelId, serviceUrl: activity.serviceUrl });
    return activity;
  } catch (error) {
    if (error instanceof Refusal && error.status === 401 && address !== undefined) limits.refused(address);
    throw error;
  }
}

const missing = 'The token is missing or not valid.';

async function incomingOf(activity: IncomingActivity, { newId, inTeams, authentication }: EndpointDependencies): Promise<Incoming> {
  const { channelId, serviceUrl, conversation, from, recipient, deliveryMode } = activity;
  return {
    conversation: keyOf(activity),
    owner: ownerOf(activity),
    key: activity.id ?? newId(),
    channel: channelId,
    delivery: 'connector',
    answersInline: deliveryMode === 'expectReplies',
    activity: keptOf(activity),
    replyTo: activity.id,
    agent: authentication === undefined ? undefined : await inTeams.speaker(activity),
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
  if (body !== undefined) return answerText(response, status, body);
  response.writeHead(status, { 'content-length': 0 });
  response.end();
}

async function refuse(request: IncomingMessage, response: ServerResponse, error: unknown, log: Logger): Promise<void> {
  const refusal = refusalOf(error);
  if (refusal === undefined) log.error({ err: error }, 'An activity could not be handled.');
  if (refusal?.cause !== undefined) log.warn({ err: refusal.cause, status: refusal.status }, 'An activity could not be checked.');
  await partWith(request, response);
  if (response.headersSent) return void response.destroy();
  answerRefusal(response, refusal ?? new Refusal(500, 'The activity could not be handled. The operator finds the reason in the log.'));
}
