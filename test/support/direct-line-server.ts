/** A server with the Direct Line channel, on a free port, and a clock that a test can move. */
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import restify from 'restify';
import type { Conversations } from '../../bot/conversations.ts';
import { clientAddress } from '../../bot/client-address.ts';
import { mountDirectLine } from '../../bot/direct-line/mount.ts';
import { attachStreams } from '../../bot/direct-line/streams.ts';
import { Limits, type LimitSettings } from '../../bot/limits.ts';
import { echoConversations } from './echo-conversations.ts';

export interface TestServer {
  /** Such as `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** The Direct Line `domain`. */
  readonly domain: string;
  readonly conversations: Conversations;
  /** Moves the clock on, in milliseconds. */
  wait(milliseconds: number): void;
  /** Ends all streams as a restart does, and goes on serving. */
  cutStreams(): void;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly shareSecret?: string;
  readonly allowedOrigins?: readonly string[];
  /** No limits but these. */
  readonly limits?: Partial<LimitSettings>;
}

const unlimited: LimitSettings = {
  perConversation: 0,
  perUser: 0,
  perAddress: 0,
  openingsPerAddress: 0,
  uploads: 0,
  bytesPerAddress: 0,
  streams: 0,
  streamsPerAddress: 0,
};

export async function startTestServer({ shareSecret, allowedOrigins = [], limits = {} }: TestServerOptions = {}): Promise<TestServer> {
  let moved = 0;
  const conversations = echoConversations();
  const deps = {
    conversations,
    secret: new Uint8Array(32).fill(7),
    now: () => Date.now() + moved,
    newId: () => crypto.randomUUID(),
    log: pino({ level: 'silent' }),
    limits: new Limits({ ...unlimited, ...limits }),
    readFile: async (name: string, chunks: AsyncIterable<Uint8Array>) => {
      for await (const _ of chunks);
      return { name };
    },
    addressOf: (request: IncomingMessage) => clientAddress(request, 0),
    allowedOrigins,
    shareSecret,
  };
  const server = restify.createServer({ name: 'test', handleUncaughtExceptions: false });
  mountDirectLine(server, deps);
  let streams = attachStreams(server.server, deps);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo = server.address();
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    domain: `${origin}/v3/directline`,
    conversations,
    wait: (milliseconds) => void (moved += milliseconds),
    cutStreams: () => {
      streams.stop();
      server.server.removeAllListeners('upgrade');
      streams = attachStreams(server.server, deps);
    },
    stop: async () => {
      streams.stop();
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
