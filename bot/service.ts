/** The running service, put together: knowledge, store, turns, channels, page. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import restify, { type Server } from 'restify';
import type { Desk } from '../dialogs/desk.ts';
import { mountConnector } from './connector.ts';
import { attachStreams } from './direct-line/streams.ts';
import { mountDirectLine } from './direct-line/mount.ts';
import { directLineConversations } from './direct-line-conversations.ts';
import { guardRequests } from './guard-requests.ts';
import { mountHealth } from './health.ts';
import { openKnowledge, watchKnowledge } from './knowledge.ts';
import type { Settings } from './settings.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import { Turns } from './turns.ts';
import { mountWebPage } from './web-page/mount.ts';

export interface Service {
  /** The port it listens on: the one that was asked for, or a free one for 0. */
  readonly port: number;
  /** Finishes the turns in flight, then closes everything. */
  stop(): Promise<void>;
}

/** Time for turns in flight at shutdown, in milliseconds. */
const patience = 10_000;

/**
 * Starts the service.
 * @throws KnowledgeError for broken guides, StoreError for an unusable file, an Error for a port in use.
 */
export async function startService(settings: Settings, log: Logger, now: () => number = Date.now): Promise<Service> {
  let desk: Desk = await openKnowledge(settings.knowledgeFolder, settings.contact);
  let refused = false;
  const store = openSqliteStore(settings.databaseFile);
  const turns = new Turns({ store, desk: () => desk, log, now, newId: randomUUID });
  const server = restify.createServer({ name: 'stepwise', handleUncaughtExceptions: false });
  const outbox = mountConnector(server, { settings, store, turns, log, newId: randomUUID });
  const streams = await mountOwnChannel(server, { settings, store, turns, log, now });
  const health = mountHealth(server, store, () => refused);
  guardRequests(server.server);
  await listen(server, settings).catch(async (error: unknown) => {
    streams.stop();
    await store.close();
    throw error;
  });
  const unwatch = watchKnowledge(settings.knowledgeFolder, settings.contact, log, (changed) => {
    if (changed !== 'refused') desk = changed;
    refused = changed === 'refused';
  });
  void outbox.deliverAll().catch((error: unknown) => log.error({ err: error }, 'Replies of an earlier run could not be read from the store.'));
  return {
    port: server.address().port,
    stop: async () => {
      health.leave();
      await unwatch();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      streams.stop();
      await Promise.race([Promise.all([turns.idle(), outbox.stop(), closed]), new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      await store.close();
    },
  };
}

interface OwnChannel {
  readonly settings: Settings;
  readonly store: Store;
  readonly turns: Turns;
  readonly log: Logger;
  readonly now: () => number;
}

async function mountOwnChannel(server: Server, { settings, store, turns, log, now }: OwnChannel): Promise<{ stop(): void }> {
  const secret = await store.secret('direct-line-tokens', () => new Uint8Array(randomBytes(32)));
  const conversations = directLineConversations(store, turns, now, randomUUID);
  const deps = { conversations, secret, now, newId: randomUUID, log, allowedOrigins: settings.allowedOrigins, shareSecret: settings.directLineSecret };
  mountDirectLine(server, deps);
  await mountWebPage(server, deps);
  return attachStreams(server.server, deps);
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
