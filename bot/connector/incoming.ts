/** What a Bot Connector channel posts, parsed at the door. */
import type { Activity } from 'botbuilder';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { groupMarks } from '../group.ts';
import { idText } from '../id-text.ts';
import { Refusal } from '../refusal.ts';
import { readBody } from '../read-body.ts';
import { isFromHere, isServiceAddress } from './service-address.ts';

const account = z.looseObject({ id: idText(512) });
/** The fields of an activity that the bot relies on; others pass as they are. */
const incoming = z.looseObject({
  type: z.string().min(1).max(64),
  id: idText(512).optional(),
  channelId: z
    .string()
    .max(64)
    .regex(/^[\w.-]+$/),
  serviceUrl: z.string().min(1).max(512),
  conversation: account.extend(groupMarks),
  from: account.nullish(),
  recipient: account.nullish(),
  text: z.string().max(100_000).nullish(),
  locale: z.string().max(64).nullish(),
  deliveryMode: z.string().nullish(),
});
export type IncomingActivity = z.infer<typeof incoming>;

/**
 * Reads a posted activity.
 * @throws Refusal 400, 403, 408, 413 or 415.
 */
export async function readIncoming(request: IncomingMessage, hasApp: boolean): Promise<IncomingActivity> {
  if (!hasApp && !isFromHere(request.socket.remoteAddress, request.headers)) {
    throw new Refusal(403, 'This bot has no application id, so it serves this machine only. Set MicrosoftAppId to connect it to Teams.');
  }
  const parsed = incoming.safeParse(await readBody(request));
  if (!parsed.success) throw new Refusal(400, 'This is not a Bot Framework activity.');
  if (!isServiceAddress(parsed.data.serviceUrl, hasApp)) {
    throw new Refusal(
      403,
      hasApp
        ? 'The serviceUrl is not an address of the Bot Connector service.'
        : 'Without an application id the bot answers only to a serviceUrl on this machine.',
    );
  }
  return parsed.data;
}

/** What is kept of an arrival: no tokens, no channel data. */
export function keptOf(activity: IncomingActivity): Partial<Activity> {
  const { type, from, recipient, conversation, channelId } = activity;
  const kept: Record<string, unknown> = { type, from, recipient, conversation, channelId };
  for (const field of ['name', 'action', 'text', 'value', 'membersAdded', 'attachments', 'entities', 'locale'] as const) {
    if (activity[field] !== undefined) kept[field] = activity[field];
  }
  return kept;
}
