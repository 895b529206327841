/** The running service, put together: knowledge, store, turns, channels, page. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import restify, { type Server } from 'restify';
import type { Desk, MayLook } from '../dialogs/desk.ts';
import { sayOwnErrors } from './answer.ts';
import { clientAddress } from './client-address.ts';
import { type Connector, openConnector } from './connector/open-connector.ts';
import { mountDirectLine } from './direct-line/mount.ts';
import { attachStreams } from './direct-line/streams.ts';
import { directLineConversations } from './direct-line-conversations.ts';
import { type BusyRoute, openFrontDoor } from './front-door.ts';
import { openFileReader, type ReadFile } from './files/file-reader.ts';
import { helpdeskOf, openHandover, type OpenHandover, targetsOf } from './handover/open-handover.ts';
import { mountHealth } from './health.ts';
import { openKnowledge, watchKnowledge } from './knowledge.ts';
import { Limits } from './limits.ts';
import { watchRetention } from './retention.ts';
import { Looks } from './looks.ts';
import { createProber, type Prober } from './probe/prober.ts';
import type { Settings } from './settings.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { Turns } from './turns.ts';
import { mountWebPage } from './web-page/mount.ts';

export interface Service {
  /** The port it listens on: the one that was asked for, or a free one for 0. */
  readonly port: number;
  /** Finishes the turns in flight, then closes everything. */
  stop(): Promise<void>;
}

/** Time for turns in flight at shutdown, in milliseconds. */
const patience = 9_000;

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
  const looks: Looks = new Looks({ prober, turns: () => turns, outbox: () => outbox, log });
  const helpdesk = { targets: targetsOf(settings.handover), wake: () => handover.errands.look() };
  const turns: Turns = new Turns({ store, desk: () => desk, log, now, newId: randomUUID, helpdesk, look: (asked, effect) => looks.begin(asked, effect) });
  const readFile = openFileReader(() => ({ book: desk.library.book, now: now() }), log);
  const parts: Parts = { settings, store, log, now, limits: new Limits(settings.limits), addressOf: addressWith(settings, log), turns, readFile };
  const server = newServer();
  const health = mountHealth(server, store, async () => [...(refused ? [refusedGuides] : []), ...(await handover.warnings())]);
  const { handover, outbox, busy, start }: Outside = await openOutside(server, parts);
  const { streams, busy: ownBusy } = await mountOwnChannel(server, parts);
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
  return {
    port: server.address().port,
    stop: async () => {
      health.leave();
      stopSweeping();
      streams.stop();
      await Promise.all([unwatch(), looks.stop()]);
      await inTime(Promise.all([handover.errands.stop(), finish(turns, outbox, closing(server))]));
      await store.close();
    },
  };
}

const refusedGuides = {
  name: 'guides-refused',
  says: 'The changed guides have faults, so the earlier ones are in use. The log and "stepwise check" list them.',
};

/** Who says what may be looked at; nobody while no domain is listed. */
function mayLookBy({ probe }: Settings, prober: () => Prober): MayLook | undefined {
  return probe.domains.length === 0 ? undefined : (kind, target) => prober().allowed(kind, target);
}

/** A server that says nothing of itself. */
function newServer(): Server {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  sayOwnErrors(server);
  return server;
}

/** Resolves when no request is open any more; a kept connection is closed as soon as its request is answered. */
async function closing(server: Server): Promise<void> {
  const sweeping = setInterval(() => server.server.closeIdleConnections(), 20);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweeping);
}

/** Waits, but no longer than shutting down may take. */
async function inTime(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
}

interface Parts {
  readonly settings: Settings;
  readonly store: Store;
  readonly turns: Turns;
  readonly readFile: ReadFile;
  readonly limits: Limits;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly log: Logger;
  readonly now: () => number;
}

/** First the requests, then their turns, then what these still have to send. */
async function finish(turns: Turns, outbox: { stop(): Promise<void> }, closed: Promise<void>): Promise<void> {
  await closed;
  await turns.idle();
  await outbox.stop();
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
  const handover = openHandover(server, { ...shared, ...late, settings: parts.settings.handover });
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
): Promise<{ readonly streams: { stop(): void }; readonly busy: BusyRoute }> {
  const secret = await store.secret('direct-line-tokens', () => new Uint8Array(randomBytes(32)));
  const conversations = directLineConversations(store, turns, now, randomUUID);
  const { allowedOrigins, directLineSecret: shareSecret } = settings;
  const deps = { conversations, secret, now, newId: randomUUID, log, limits, readFile, addressOf, allowedOrigins, shareSecret };
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

/** What the operator is told of the store's troubles, once each time it begins and ends. */
function reportsTo(log: Logger) {
  return {
    failed: (error: Error) => log.error({ err: error }, 'The store cannot be used. People are told to try again later.'),
    works: () => log.info('The store works again.'),
    restored: (file: string) => log.warn({ file }, 'The database file was deleted or overwritten while in use. It was written anew, with everything in it.'),
  };
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
