/** The hand-over, put together: its targets, what waits for them, and what comes back. */
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Helpdesk } from '../../dialogs/desk.ts';
import type { Input } from '../../dialogs/input.ts';
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
import type { HandoverSettings } from './handover-settings.ts';
import { type PersonDependencies, tellPerson } from './person.ts';
import type { Target } from './work-of.ts';

export interface HandoverDependencies extends PersonDependencies {
  readonly settings: HandoverSettings;
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

/** Mounts the callback; the errands it returns are to be started when the server listens, and stopped at the end. */
export function openHandover(server: Server, deps: HandoverDependencies): OpenHandover {
  const { settings, store, log, now, client } = deps;
  const tell = (kept: KeptHandover, key: string, input: Input) => tellPerson(deps, kept, key, input);
  const channel = settings.channel === undefined ? undefined : new Channel(settings.channel, store, client);
  const errands = new Errands({
    store,
    log,
    now,
    alarmAfter: settings.alarmAfter,
    run: (errand, kept) => deliver(errand, kept, { webhook: settings.webhook, channel, now, tell }),
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

async function lateWarning(errands: Errands): Promise<Warning[]> {
  const late = await errands.late();
  const says = `${late} ${late === 1 ? 'delivery has' : 'deliveries have'} waited for the helpdesk longer than HANDOVER_ALARM_MINUTES. Nothing is lost; the log has the reason.`;
  return late === 0 ? [] : [{ name: 'handover-waiting', says }];
}
