/** A service behind a stand-in for the Bot Connector service, started and stopped for the tests of one file. */
import type { Service } from '../../bot/service.ts';
import { recorded } from './recorded.ts';
import { startTestService } from './service.ts';
import { StandInConnector } from './stand-in-connector.ts';

interface ConnectedService {
  readonly service: Service;
  readonly connector: StandInConnector;
  /** Posts what was recorded under that name, with these words, under an id of its own, changed. */
  post(name: string, text?: string, change?: Readonly<Record<string, unknown>>): Promise<Response>;
}

/** One for each test. */
export function connectEach(env: Readonly<Record<string, string>> = {}): ConnectedService {
  const { started, start, stop } = connecting(env);
  beforeEach(start);
  afterEach(stop);
  return started;
}

/** One for all tests of the file, each of which begins with nothing sent. */
export function connectOnce(env: Readonly<Record<string, string>> = {}): ConnectedService {
  const { started, start, stop } = connecting(env);
  beforeAll(start);
  afterAll(stop);
  beforeEach(() => {
    started.connector.sent.length = 0;
  });
  return started;
}

function connecting(env: Readonly<Record<string, string>>) {
  let running: { readonly service: Service; readonly connector: StandInConnector } | undefined;
  let ids = 0;
  const now = () => {
    if (running === undefined) throw new Error('The service runs during tests only.');
    return running;
  };
  const started: ConnectedService = {
    get service() {
      return now().service;
    },
    get connector() {
      return now().connector;
    },
    post: (name, text = '', change = {}) =>
      fetch(`http://127.0.0.1:${now().service.port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...recorded(name, text, now().connector.address), id: `activity-${(ids += 1)}`, ...change }),
      }),
  };
  return {
    started,
    start: async () => {
      const connector = await StandInConnector.start();
      running = { connector, service: await startTestService(env) };
    },
    stop: async () => {
      await now().service.stop();
      await now().connector.stop();
    },
  };
}
