/** The hand-over, put together: its targets, what waits for them, and what comes back. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Helpdesk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
import { webAgents } from '../agents/open-agents.ts';
import type { ConnectorClient } from '../connector/connector-client.ts';
import type { EndpointDependencies } from '../connector/endpoint.ts';
import type { Warning } from '../health.ts';
import type { Limits } from '../limits.ts';
import type { KeptHandover } from '../store/handover-store.ts';
import type { Store } from '../store/store.ts';
import { mountCallback } from './callback.ts';
import { Channel, unknownChannel } from './channel.ts';
import { channelReceiver } from './channel-taps.ts';
import { deliver } from './deliver.ts';
import { Errands } from './errands.ts';
import type { Settings } from '../settings.ts';
import { FileLinks } from './file-links.ts';
import type { HandoverSettings } from './handover-settings.ts';
import { mountFiles } from './mount-files.ts';
import { type PersonDependencies, tellPerson } from './person.ts';
import type { Target } from './work-of.ts';

export interface HandoverDependencies extends PersonDependencies {
  readonly settings: Pick<Settings, 'handover' | 'agentSignIn' | 'teams' | 'port'>;
  readonly store: Store;
  readonly log: Logger;
  readonly limits: Limits;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
  readonly client: () => ConnectorClient;
}

export interface OpenHandover {
  readonly errands: Errands;
  readonly receiver: EndpointDependencies['helpdesk'];
  warnings(): Promise<Warning[]>;
}

/** Where cases are sent. */
export function targetsOf({ webhook, channel }: HandoverSettings): Target[] {
  return [...(webhook === undefined ? [] : ['webhook' as const]), ...(channel === undefined ? [] : ['card' as const])];
}

/** What the conversation knows of the helpdesk; nothing where no case is sent anywhere. */
export function helpdeskOf(settings: HandoverSettings): Helpdesk | undefined {
  const { hours, wait, followUpAfter } = settings;
  return targetsOf(settings).length === 0 ? undefined : { hours, wait, followUpAfter };
}

/** Mounts the callback and the files; the errands it returns are to be started when the server listens, and stopped at the end. */
export async function openHandover(server: Server, deps: HandoverDependencies): Promise<OpenHandover> {
  const { settings: all, store, log, now, client } = deps;
  const settings = all.handover;
  const tell = (kept: KeptHandover, key: string, input: Input) => tellPerson(deps, kept, key, input);
  const channel = settings.channel === undefined ? undefined : new Channel(settings.channel, store, client);
  const files = await openFiles(server, deps);
  const errands = new Errands({
    store,
    log,
    now,
    alarmAfter: settings.alarmAfter,
    run: (errand, kept) => deliver(errand, kept, { webhook: settings.webhook, channel, files, now, tell }),
    failed: async ({ kind }, kept) => {
      if (kind === 'webhook' || kind === 'card') await tell(kept, `late ${kept.id}`, { kind: 'handover-late', id: kept.id });
    },
  });
  if (settings.webhook !== undefined) mountCallback(server, { ...deps, secret: settings.webhook.secret, tell });
  return {
    errands,
    receiver: channel === undefined ? undefined : channelReceiver({ channel, store, log, tell }),
    warnings: async () => [
      ...(await lateWarning(errands)),
      ...((await channel?.isKnown()) === false ? [{ name: 'helpdesk-channel-unknown', says: unknownChannel }] : []),
    ],
  };
}

/** Where nothing is handed over, nothing is kept for anybody, and nothing is found. */
async function openFiles(server: Server, deps: HandoverDependencies): Promise<FileLinks> {
  const { settings, store, now } = deps;
  const { agentSignIn, teams, port } = settings;
  const secret = await store.secret('handover-files', () => new Uint8Array(randomBytes(32)));
  const links = new FileLinks(secret, (teams.publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, ''), agentSignIn !== 'off');
  const agentOf = await webAgents(settings, store, now);
  if (targetsOf(settings.handover).length > 0) {
    mountFiles(server, { ...deps, links, isAgent: async (request) => (await agentOf?.(request)) !== undefined });
  }
  return links;
}

async function lateWarning(errands: Errands): Promise<Warning[]> {
  const late = await errands.late();
  const says = `${late} ${late === 1 ? 'delivery has' : 'deliveries have'} waited for the helpdesk longer than HANDOVER_ALARM_MINUTES. Nothing is lost; the log has the reason.`;
  return late === 0 ? [] : [{ name: 'handover-waiting', says }];
}
