/** The running service, put together: knowledge, store, turns, channels, page. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Desk, MayLook } from '../dialogs/desk.ts';
import { mountAgents, openTogether, webAgents } from './agents/open-agents.ts';
import type { LookUp } from './agents/look-up.ts';
import type { TeamsAgents } from './agents/teams-agent.ts';
import { clientAddress } from './client-address.ts';
import { type Connector, openConnector } from './connector/open-connector.ts';
import { mountDirectLine } from './direct-line/mount.ts';
import { attachStreams } from './direct-line/streams.ts';
import { directLineConversations } from './direct-line-conversations.ts';
import { type BusyRoute, openFrontDoor } from './front-door.ts';
import { openFileReader, type ReadFile } from './files/file-reader.ts';
import { helpdeskOf, openHandover, type OpenHandover, targetsOf } from './handover/open-handover.ts';
import { mountHealth } from './health.ts';
import { mountLeadPages } from './lead-pages.ts';
import { openKnowledge, watchKnowledge } from './knowledge.ts';
import { Limits } from './limits.ts';
import { Metrics, mountMetrics } from './metrics.ts';
import { watchRetention } from './retention.ts';
import { Looks } from './looks.ts';
import { createProber, type Prober } from './probe/prober.ts';
import { newServer } from './new-server.ts';
import { stopAll } from './running.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';
import { reportsTo } from './store/log-reports.ts';
import type { Store } from './store/store.ts';
import { Turns } from './turns.ts';
import { mountWebPage } from './web-page/mount.ts';

export interface Service {
  /** The port it listens on: the one that was asked for, or a free one for 0. */
  readonly port: number;
  /** Finishes the turns in flight, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the service.
 * @throws KnowledgeError for broken guides, StoreError for an unusable file, an Error for a port in use.
 */
export async function startService(settings: Settings, log: Logger, now: () => number = Date.now): Promise<Service> {
  const mayLook = mayLookBy(settings, () => prober);
  const open = () => openKnowledge(settings.knowledgeFolder, settings.contact, mayLook, helpdeskOf(settings.handover));
  let desk: Desk = await open();
  let refused = false;
  const store = await openStore(settings.databaseUrl, settings.databasePool, reportsTo(log));
  const prober = createProber({ settings: settings.probe, log, now, book: () => desk.library.book });
  const looks: Looks = new Looks({ prober, turns: () => turns, outbox: () => outbox, typing: () => typing, log });
  const metrics = new Metrics();
  const { count } = metrics;
  const { codes, together, ...agents } = await openTogether({ settings, store, turns: () => turns, outbox: () => outbox, client: () => client, log, now });
  const share = together.begin.bind(together);
  const helpdesk = { targets: targetsOf(settings.handover), wake: () => handover.errands.look() };
  const turns: Turns = new Turns({ store, desk: () => desk, log, now, newId: randomUUID, helpdesk, codes, count, share, look: looks.begin.bind(looks) });
  const readFile = openFileReader(() => ({ book: desk.library.book, now: now() }), log);
  const parts: Parts = { settings, store, log, now, ...guardsOf(settings, log), turns, readFile, desk: () => desk, ...agents };
  const server = newServer();
  const warnings = async () => (refused ? [refusedGuides] : []).concat(await handover.warnings());
  const health = mountHealth(server, { store, warnings, drainFor: settings.drainFor });
  const { handover, outbox, client, typing, busy, start }: Outside = await openOutside(server, parts);
  const { streams, busy: ownBusy } = await mountOwnChannel(server, parts);
  await mountAgents(server, parts);
  const leadPages = await mountLeadPages(server, { ...parts, library: () => desk.library });
  mountMetrics(server, metrics, { store, streams: () => streams.count(), token: settings.metricsToken });
  openFrontDoor(server.server, [busy, ownBusy]);
  await listen(server, settings).catch(async (error: unknown) => {
    streams.stop();
    await store.close();
    throw error;
  });
  const unwatch = watchKnowledge(settings.knowledgeFolder, open, log, (changed) => {
    if (changed !== 'refused') desk = changed;
    refused = changed === 'refused';
  });
  const stopSweeping = watchRetention(store, settings.retentionDays, now, log);
  start();
  leadPages.begin(server.address().port);
  const running = { server, store, turns, outbox, errands: handover.errands, looks, together, streams, leadPages, health, unwatch, stopSweeping };
  return { port: server.address().port, stop: () => stopAll(running) };
}

/** How much is taken from whom. */
function guardsOf(settings: Settings, log: Logger): Pick<Parts, 'limits' | 'addressOf'> {
  return { limits: new Limits(settings.limits), addressOf: addressWith(settings, log) };
}

const refusedGuides = {
  name: 'guides-refused',
  says: 'The changed guides have faults, so the earlier ones are in use. The log and "stepwise check" list them.',
};

/** Who says what may be looked at; nobody while no domain is listed. */
function mayLookBy({ probe }: Settings, prober: () => Prober): MayLook | undefined {
  return probe.domains.length === 0 ? undefined : (kind, target) => prober().allowed(kind, target);
}

interface Parts {
  readonly settings: Settings;
  readonly store: Store;
  readonly turns: Turns;
  readonly desk: () => Desk;
  readonly readFile: ReadFile;
  readonly limits: Limits;
  readonly inTeams: TeamsAgents;
  readonly lookUp: LookUp;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly log: Logger;
  readonly now: () => number;
}

interface Outside extends Connector {
  readonly handover: OpenHandover;
  /** Begins to send what waits. */
  readonly start: () => void;
}

/** The Bot Connector channel and the hand-over, which need each other. */
async function openOutside(server: Server, parts: Parts): Promise<Outside> {
  const shared = { ...parts, addressOf: ownAddressOf(parts), newId: randomUUID };
  const late = { turns: () => parts.turns, outbox: () => connector.outbox, client: () => connector.client };
  const handover = await openHandover(server, { ...shared, ...late });
  const connector: Connector = await openConnector(server, { ...shared, helpdesk: handover.receiver });
  const start = (): void => {
    connector.outbox.start();
    handover.errands.start();
  };
  return { ...connector, handover, start };
}

async function mountOwnChannel(
  server: Server,
  { settings, store, turns, readFile, limits, log, now, addressOf }: Parts,
): Promise<{ readonly streams: ReturnType<typeof attachStreams>; readonly busy: BusyRoute }> {
  const secret = await store.secret('direct-line-tokens', () => new Uint8Array(randomBytes(32)));
  const conversations = directLineConversations(store, turns, now, randomUUID);
  const { allowedOrigins, directLineSecret: shareSecret } = settings;
  const agentOf = await webAgents(settings, store, now);
  const deps = { conversations, secret, agentOf, now, newId: randomUUID, log, limits, readFile, addressOf, allowedOrigins, shareSecret };
  const busy = mountDirectLine(server, deps);
  await mountWebPage(server, deps);
  return { streams: attachStreams(server.server, deps), busy };
}

/** The client's address, for counting; says once when a proxy stands in front that the settings do not know. */
function addressWith({ trustedProxies }: Settings, log: Logger): (request: IncomingMessage) => string {
  let isTold = trustedProxies > 0;
  return (request) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined) {
      isTold = true;
      log.warn('Requests come through a proxy, but TRUSTED_PROXIES is 0: everybody counts as one address. Set it to the number of proxies in front.');
    }
    return clientAddress(request, trustedProxies);
  };
}

/** Behind a proxy that is not named, everybody has one address: a stranger's wrong tokens must not count for all. */
function ownAddressOf({ settings, addressOf }: Parts): (request: IncomingMessage) => string | undefined {
  return (request) => (settings.trustedProxies === 0 && request.headers['x-forwarded-for'] !== undefined ? undefined : addressOf(request));
}

function listen(server: Server, settings: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${settings.port} is in use. Stop the other program, or set PORT to another number.`, { cause: error })
          : error,
      );
    });
    server.listen(settings.port, settings.host, () => resolve());
  });
}
