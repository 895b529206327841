/** The parts of a running service, and how they end: in the order in which they need each other. */
import type { Server } from 'restify';
import type { Together } from './agents/together.ts';
import type { LeadPages } from './lead-pages.ts';
import type { Looks } from './looks.ts';
import type { Store } from './store/store.ts';
import type { Turns } from './turns.ts';

export interface Running {
  readonly server: Server;
  readonly store: Store;
  readonly turns: Turns;
  readonly outbox: { stop(): Promise<void> };
  readonly errands: { stop(): Promise<void> };
  readonly looks: Looks;
  readonly together: Together;
  readonly streams: { stop(): void };
  readonly leadPages: LeadPages;
  readonly health: { leave(): Promise<void> };
  readonly unwatch: () => Promise<void>;
  readonly stopSweeping: () => void;
}

/** Time for turns in flight at shutdown, in milliseconds. */
const patience = 9_000;

/** Finishes what was begun, then closes everything. */
export async function stopAll(running: Running): Promise<void> {
  const { server, store, errands, looks, streams, leadPages, health, unwatch, stopSweeping } = running;
  await health.leave();
  stopSweeping();
  await unwatch();
  streams.stop();
  await Promise.all([leadPages.stop(), looks.stop()]);
  await inTime(Promise.all([errands.stop(), finish(running, closing(server))]));
  await store.close();
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

/** First the requests, then their turns, then what these still have to send. */
async function finish({ turns, together, outbox }: Running, closed: Promise<void>): Promise<void> {
  await closed;
  await turns.idle();
  await together.idle();
  await outbox.stop();
}
