/** `GET /metrics`: the events as counters, and how the service is, for Prometheus. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type * as Prometheus from 'prom-client';
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

/** What happened in turns since this process began, as numbers: the library that writes them down is loaded when somebody asks. */
export class Metrics {
  #turns = 0;
  readonly #events = new Map<string, { readonly event: string; readonly guide: string; readonly audience: string; times: number }>();

  /** Counts a turn that was written, with what happened in it. */
  readonly count = (happened: readonly TurnEvent[]): void => {
    this.#turns += 1;
    for (const { name: event, guide = '', audience } of happened) {
      const key = `${event} ${guide} ${audience}`;
      const known = this.#events.get(key);
      if (known === undefined) this.#events.set(key, { event, guide, audience, times: 1 });
      else known.times += 1;
    }
  };

  /** Registers them. Guides come from the knowledge, so there are few of each label. */
  register({ Counter }: typeof Prometheus, registry: Prometheus.Registry): void {
    const registers = [registry];
    const turns = (): number => this.#turns;
    const events = () => this.#events.values();
    void new Counter({
      name: 'stepwise_turns_total',
      help: 'Turns written.',
      registers,
      collect() {
        this.reset();
        this.inc(turns());
      },
    });
    void new Counter({
      name: 'stepwise_events_total',
      help: 'What happened in turns; guide is empty where there was none.',
      labelNames: ['event', 'guide', 'audience'],
      registers,
      collect() {
        this.reset();
        for (const { times, ...labels } of events()) this.inc(labels, times);
      },
    });
  }
}

/** Mounts the route, and measures how the service is whenever it is asked. */
export function mountMetrics(server: Server, metrics: Metrics, deps: MetricsDependencies): void {
  const { token } = deps;
  let registry: Promise<Prometheus.Registry> | undefined;
  server.get('/metrics', async (request: Request, response: Response) => {
    if (!mayScrape(request, token)) {
      const says = token === undefined ? 'Only this machine may read this. Set METRICS_TOKEN to allow others.' : 'Send the METRICS_TOKEN as a bearer token.';
      return answerJson(response, token === undefined ? 403 : 401, { error: says });
    }
    const open = await (registry ??= openRegistry(metrics, deps));
    const text = await open.metrics();
    response.writeHead(200, { 'content-type': open.contentType });
    response.end(text);
  });
}

async function openRegistry(metrics: Metrics, { store, streams }: MetricsDependencies): Promise<Prometheus.Registry> {
  const library = await import('prom-client');
  const registry = new library.Registry();
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    void new library.Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  };
  metrics.register(library, registry);
  gauge('stepwise_streams', 'Open streams of our own channel in this process.', streams);
  gauge('stepwise_outbox_waiting', 'Conversations with replies that wait to be sent; NaN when the store cannot be read.', () => orNothing(store.waiting()));
  gauge('stepwise_store_ready', '1 when the store can be written, else 0.', () => isDone(store.ping()));
  return registry;
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
