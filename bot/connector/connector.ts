/** `POST /api/messages`: Teams, the Emulator and every other Bot Connector channel, through CloudAdapter. */
import { type Activity, type ConversationReference, CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { Outbox, type Send } from './outbox.ts';
import { BodyError, readBody } from './read-body.ts';
import { isFromHere, isServiceAddress } from './service-address.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { Turns } from './turns.ts';

export interface ConnectorDependencies {
  readonly settings: Settings;
  readonly store: Store;
  readonly turns: Turns;
  readonly log: Logger;
  readonly newId: () => string;
}

const account = z.looseObject({ id: z.string().min(1).max(512) });
/** The fields of an activity that the bot relies on. */
const incoming = z.looseObject({
  type: z.string().min(1).max(64),
  id: z.string().min(1).max(512).optional(),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.string().min(1).max(512),
  conversation: account,
  from: account.nullish(),
  recipient: account.nullish(),
  text: z.string().max(100_000).nullish(),
  deliveryMode: z.string().nullish(),
});
const reference = z.custom<Partial<ConversationReference>>(
  (value) => z.looseObject({ serviceUrl: z.string(), conversation: account }).safeParse(value).success,
);

/** Mounts the endpoint; the outbox it returns is to be flushed at start and stopped at the end. */
export function mountConnector(server: Server, deps: ConnectorDependencies): Outbox {
  const { settings, log } = deps;
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(credentials(settings)));
  const outbox = new Outbox({
    store: deps.store,
    log,
    reach: (stored, work) => adapter.continueConversationAsync(settings.app?.id ?? '', reference.parse(stored), (context) => work(senderOf(context))),
  });
  server.post('/api/messages', async (request: Request, response: Response) => {
    try {
      const activity = await readActivity(request, settings);
      const body: unknown = activity;
      await adapter.process(Object.assign(request, { body: body as Record<string, unknown> }), withoutReasons(response, log), (context) =>
        onTurn(context, deps, outbox),
      );
    } catch (error) {
      answerError(response, error, log);
    }
  });
  return outbox;
}

function credentials({ app }: Settings): Record<string, string> {
  if (app === undefined) return {};
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.password === undefined ? {} : { MicrosoftAppPassword: app.password }),
    ...(app.tenantId === undefined ? {} : { MicrosoftAppTenantId: app.tenantId }),
  };
}

async function readActivity(request: Request, settings: Settings): Promise<z.infer<typeof incoming>> {
  const hasApp = settings.app !== undefined;
  if (!hasApp && !isFromHere(request.socket.remoteAddress, request.headers)) {
    throw new BodyError(403, 'This bot has no application id, so it serves this machine only. Set MicrosoftAppId to connect it to Teams.');
  }
  if (hasApp && request.headers.authorization === undefined) throw new BodyError(401, 'The token is missing or not valid.');
  const parsed = incoming.safeParse(await readBody(request));
  if (!parsed.success) throw new BodyError(400, 'This is not a Bot Framework activity.');
  if (!isServiceAddress(parsed.data.serviceUrl, hasApp)) {
    throw new BodyError(
      403,
      hasApp
        ? 'The serviceUrl is not an address of the Bot Connector service.'
        : 'Without an application id the bot answers only to a serviceUrl on this machine.',
    );
  }
  return parsed.data;
}

async function onTurn(context: TurnContext, deps: ConnectorDependencies, outbox: Outbox): Promise<void> {
  const { activity } = context;
  const conversation = `${activity.channelId}:${activity.conversation.id}`;
  const stored = TurnContext.getConversationReference(activity);
  const taken = await deps.turns.take({
    conversation,
    key: activity.id ?? deps.newId(),
    channel: activity.channelId,
    delivery: 'connector',
    activity: kept(activity),
    reference: stored,
  });
  if (activity.deliveryMode === 'expectReplies') return answerInline(context, deps.store, conversation, taken);
  await outbox.deliver(conversation, stored, senderOf(context));
}

/** With `expectReplies` the replies are the HTTP answer, for a redelivery too. */
async function answerInline(context: TurnContext, store: Store, conversation: string, taken: { firstSeq: number; lastSeq: number }): Promise<void> {
  const records = (await store.history(conversation, taken.firstSeq)).filter((one) => one.seq <= taken.lastSeq);
  for (const { seq, activity } of records) {
    const { id: _, ...reply } = activity;
    await context.sendActivity(reply);
    await store.markSent(conversation, seq, undefined);
  }
}

interface Pipeline {
  removePolicy(which: { readonly name: string }): void;
}
const connectorClient = z.object({
  client: z.object({ pipeline: z.custom<Pipeline>((value) => typeof value === 'object' && value !== null && 'removePolicy' in value) }),
});

/** The SDK would post a reply up to four times after a 5xx or a reset; trying again is the outbox's work. */
function withoutRetries(context: TurnContext): void {
  const { data } = connectorClient.safeParse(context.turnState.get(context.adapter.ConnectorClientKey));
  data?.client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
}

function senderOf(context: TurnContext): Send {
  withoutRetries(context);
  return async (activity, sentAs) => {
    if (sentAs !== undefined && (await replaced(context, { ...activity, id: sentAs }))) return sentAs;
    return (await context.sendActivity(activity))?.id;
  };
}

/** Replaces a card in place; `false` where the channel cannot, so that a new one is sent. */
async function replaced(context: TurnContext, activity: Partial<Activity>): Promise<boolean> {
  try {
    await context.updateActivity(activity);
    return true;
  } catch (error) {
    const status = z.object({ statusCode: z.number() }).safeParse(error);
    if (status.success && [400, 403, 404, 405, 501].includes(status.data.statusCode)) return false;
    throw error;
  }
}

/** What is kept of an arrival: no tokens, no channel data. */
function kept(activity: Activity): Partial<Activity> {
  const { type, name, action, text, value, from, recipient, membersAdded, attachments, entities, locale } = activity;
  return Object.fromEntries(
    Object.entries({ type, name, action, text, value, from, recipient, membersAdded, attachments, entities, locale }).filter(
      ([, field]) => field !== undefined,
    ),
  );
}

/** The response without the SDK's error texts, which carry internals. */
function withoutReasons(response: Response, log: Logger): Response {
  const { send } = response;
  return Object.assign(response, {
    send: (body?: unknown): unknown => {
      if (response.statusCode < 400) return send.call(response, body);
      log.warn({ status: response.statusCode, reason: String(body) }, 'An activity was refused.');
      return send.call(response, { error: response.statusCode === 401 ? 'The token is missing or not valid.' : 'The activity could not be handled.' });
    },
  });
}

function answerError(response: Response, error: unknown, log: Logger): void {
  if (!(error instanceof BodyError)) log.error({ err: error }, 'An activity could not be handled.');
  if (response.headersSent) return;
  if (error instanceof BodyError) response.send(error.status, { error: error.message });
  else response.send(500, { error: 'The activity could not be handled. The operator finds the reason in the log.' });
}
