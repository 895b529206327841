/** `GET /metrics`: the events as counters, and how the service is, for Prometheus. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Request, Response, Server } from 'restify';
import type { TurnEvent } from '../dialogs/event.ts';
import { answerJson } from './answer.ts';
import { isFromHere } from './connector/service-address.ts';
import type { Store } from './store/store.ts';

export interface MetricsDependencies {
  readonly store: Pick<Store, 'ping' | 'waiting'>;
  /** Streams that are open in this process. */
  readonly streams: () => number;
  /** Lets whoever sends it read from elsewhere; without it, this machine alone may. */
  readonly token: string | undefined;
}

export interface Metrics {
  readonly registry: Registry;
  /** Counts a turn that was written, with what happened in it. */
  readonly count: (events: readonly TurnEvent[]) => void;
}

/** Counters from the start of this process on. Guides come from the knowledge, so there are few of each label. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const turns = new Counter({ name: 'stepwise_turns_total', help: 'Turns written.', registers });
  const events = new Counter({
    name: 'stepwise_events_total',
    help: 'What happened in turns; guide is empty where there was none.',
    labelNames: ['event', 'guide', 'audience'],
    registers,
  });
  return {
    registry,
    count: (happened) => {
      turns.inc();
      for (const { name, guide, audience } of happened) events.inc({ event: name, guide: guide ?? '', audience });
    },
  };
}

/** Mounts the route, and measures how the service is whenever it is asked. */
export function mountMetrics(server: Server, { registry }: Metrics, { store, streams, token }: MetricsDependencies): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    void new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  };
  gauge('stepwise_streams', 'Open streams of our own channel in this process.', streams);
  gauge('stepwise_outbox_waiting', 'Conversations with replies that wait to be sent; NaN when the store cannot be read.', () => orNothing(store.waiting()));
  gauge('stepwise_store_ready', '1 when the store can be written, else 0.', () => isDone(store.ping()));
  server.get('/metrics', async (request: Request, response: Response) => {
    if (!mayScrape(request, token)) {
      const says = token === undefined ? 'Only this machine may read this. Set METRICS_TOKEN to allow others.' : 'Send the METRICS_TOKEN as a bearer token.';
      return answerJson(response, token === undefined ? 403 : 401, { error: says });
    }
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType });
    response.end(text);
  });
}

function mayScrape(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return isFromHere(request.socket.remoteAddress, request.headers);
  // Hashes are of one length, which comparing in constant time asks for.
  return timingSafeEqual(hash(request.headers.authorization ?? ''), hash(`Bearer ${token}`));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function orNothing(number: Promise<number>): Promise<number> {
  return number.catch(() => Number.NaN);
}

function isDone(work: Promise<void>): Promise<number> {
  return work.then(
    () => 1,
    () => 0,
  );
}
