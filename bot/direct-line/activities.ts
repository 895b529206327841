/** `conversations/:conversation/activities`: what was said, and saying something. */
import type { Activity } from 'botbuilder';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import type { Dropped } from '../../dialogs/input.ts';
import type { BusyRoute } from '../front-door.ts';
import { readBody } from '../read-body.ts';
import { base, queryOf } from './addresses.ts';
import type { Access } from './callers.ts';
import { accessOf, type Channel, countActivity, viewerOf } from './channel.ts';
import { asRecorded, readClientActivity } from './client-activity.ts';
import { activitySet } from './client-view.ts';
import { type Answer, jsonRoute } from './routes.ts';
import { readWatermark } from './watermark.ts';

/** Mounts both; posting is also given as a busy route. */
export function mountActivities(server: Server, channel: Channel): BusyRoute {
  const path = `${base}/conversations/:conversation/activities`;
  const handle = jsonRoute(channel, (request) => post(request, channel));
  server.get(
    path,
    jsonRoute(channel, (request) => poll(request, channel)),
  );
  server.post(path, handle);
  return { method: 'POST', path: new RegExp(`^${base}/conversations/[^/?]+/activities(\\?|$)`), handle };
}

async function poll(request: IncomingMessage, channel: Channel): Promise<Answer> {
  const access = await accessOf(request, channel);
  channel.limits.read(access.conversation);
  const after = readWatermark(queryOf(request).get('watermark'));
  const records = await channel.conversations.history(access.conversation, after);
  return { status: 200, json: await activitySet(records, after, viewerOf(request, access, channel)) };
}

async function post(request: IncomingMessage, channel: Channel): Promise<Answer> {
  const access = await accessOf(request, channel);
  countActivity(request, access, channel);
  const said = readClientActivity(await readBody(request));
  const activity = asRecorded(said, access);
  // That somebody is typing is worth nothing a moment later, so it is not kept.
  if (said.type === 'typing') return { status: 200, body: { id: `${access.conversation}|typing` } };
  return { status: 200, body: { id: await receive(access, activity, said.channelData?.clientActivityID, channel) } };
}

/** Hands an activity to the bot. A client that sends it again, by its own id, gets the first one's id. */
export async function receive(
  { conversation, agent }: Access,
  activity: Partial<Activity>,
  clientActivityId: string | undefined,
  channel: Channel,
  dropped: readonly Dropped[] = [],
): Promise<string> {
  const speaking = agent !== undefined && channel.now() < agent.until ? agent.id : undefined;
  const key = `client ${clientActivityId ?? channel.newId()}`;
  return (await channel.conversations.receive({ conversation, key, activity, dropped, agent: speaking })).id;
}
