/** A Direct Line 3.0 channel in this process, at `/v3/directline`. */
import type { Server } from 'restify';
import type { BusyRoute } from '../front-door.ts';
import { mountActivities } from './activities.ts';
import { openChannel } from './channel.ts';
import { mountConversations } from './start.ts';
import { mountPreflight } from './cors.ts';
import type { DirectLineDependencies } from './dependencies.ts';
import { mountTokens } from './token-routes.ts';
import { mountUploads } from './uploads.ts';

/** Mounts the channel's routes, and gives the one that is busy; `attachStreams` adds its WebSocket stream. */
export function mountDirectLine(server: Server, deps: DirectLineDependencies): BusyRoute {
  const channel = openChannel(deps);
  mountPreflight(server, deps.allowedOrigins);
  mountTokens(server, channel);
  mountConversations(server, channel);
  mountUploads(server, channel);
  return mountActivities(server, channel);
}
