/** Agents at a running service: on the page, signed in by the link in the log, and in Teams behind a connector that is checked. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import restify from 'restify';
import { openTogether } from '../../bot/agents/open-agents.ts';
import { openAuthentication } from '../../bot/connector/authenticate.ts';
import { type ConnectorAddress, ConnectorClient, type TeamMember } from '../../bot/connector/connector-client.ts';
import { mountEndpoint } from '../../bot/connector/endpoint.ts';
import { Outbox } from '../../bot/connector/outbox.ts';
import { mountDirectLine } from '../../bot/direct-line/mount.ts';
import { directLineConversations } from '../../bot/direct-line-conversations.ts';
import { openKnowledge } from '../../bot/knowledge.ts';
import { Limits } from '../../bot/limits.ts';
import { type Service, startService } from '../../bot/service.ts';
import { parseSettings } from '../../bot/settings.ts';
import { openStore } from '../../bot/store/open-store.ts';
import { Turns } from '../../bot/turns.ts';
import { findButton } from './direct-line-person.ts';
import { KeyService, makeKey, makeToken } from './key-service.ts';
import { newDatabase } from './service.ts';
import { StandInConnector } from './stand-in-connector.ts';
import { unread } from './turn-record.ts';

const knowledge = join(__dirname, '../../knowledge');

export interface AgentService {
  readonly service: Service;
  /** The link that signs an agent in, once. */
  readonly link: string;
}

/** Starts a service, and reads the link in its log. */
export async function startAgentService(env: Readonly<Record<string, string>> = {}, now?: () => number): Promise<AgentService> {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const settings = parseSettings({
    PORT: '0',
    DATABASE_URL: `sqlite:${newDatabase()}`,
    KNOWLEDGE_DIR: knowledge,
    CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
    ...env,
  });
  const service = await startService(settings, log, now);
  const link = /http:\/\/[^"]*sign-in\?code=[\w-]+/.exec(lines.join(''))?.[0] ?? '';
  return { service, link: link.replace(/localhost:\d+/, `127.0.0.1:${service.port}`) };
}

/** Uses the link; gives the cookie. */
export async function signIn({ link }: AgentService): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`The link was not taken: ${response.status}.`);
  return cookie;
}

export const anna = '5d1f1c9e-7d5e-4b3f-8c0a-1f2e3d4c5b6a';
const app = '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';

/** Sends to this machine what is meant for Teams. */
class BentClient extends ConnectorClient {
  readonly #to: string;
  constructor(to: string) {
    super(undefined);
    this.#to = to;
  }
  override post(address: ConnectorAddress, body: string, replyTo?: string): Promise<string | undefined> {
    return super.post({ ...address, serviceUrl: this.#to }, body, replyTo);
  }
  override update(address: ConnectorAddress, id: string, body: string): Promise<string | undefined> {
    return super.update({ ...address, serviceUrl: this.#to }, id, body);
  }
  override member(_serviceUrl: string, team: string, user: string): Promise<TeamMember | undefined> {
    return super.member(this.#to, team, user);
  }
}

/** A process that serves our own channel and Teams, with real token checks, on a database that others serve too. */
export class TeamsSide {
  readonly connector: StandInConnector;
  readonly port: number;
  readonly #stops: (() => unknown)[];
  readonly #key;
  #sent = 0;

  private constructor(connector: StandInConnector, port: number, key: ReturnType<typeof makeKey>, stops: (() => unknown)[]) {
    this.connector = connector;
    this.port = port;
    this.#key = key;
    this.#stops = stops;
  }

  static async start(databaseUrl: string, others?: StandInConnector, change: Readonly<Record<string, string>> = {}): Promise<TeamsSide> {
    const key = makeKey('key-teams', ['msteams']);
    const [connector, keys] = await Promise.all([others ?? StandInConnector.start(), KeyService.start(key)]);
    const env = {
      MicrosoftAppId: app,
      MicrosoftAppPassword: 'none',
      BotOpenIdMetadata: keys.metadata,
      AGENTS: anna.toUpperCase(),
      DATABASE_URL: databaseUrl,
      ...change,
    };
    const settings = parseSettings(env);
    const [log, now] = [pino({ level: 'silent' }), Date.now];
    const store = await openStore(databaseUrl, 5, unread);
    const desk = await openKnowledge(knowledge, settings.contact);
    const client = new BentClient(connector.address);
    const outbox = new Outbox({ store, client, log, now });
    const { codes, together, ...agents } = await openTogether({ settings, store, turns: () => turns, outbox: () => outbox, client: () => client, log, now });
    const turns: Turns = new Turns({ store, desk: () => desk, log, now, newId: randomUUID, codes, share: together.begin.bind(together) });
    const server = restify.createServer({ handleUncaughtExceptions: false });
    const authentication = await openAuthentication(settings.app!, now, log);
    const limits = new Limits(settings.limits);
    const readFile = async (name: string) => ({ name });
    const conversations = directLineConversations(store, turns, now, randomUUID);
    const secret = new Uint8Array(32).fill(7);
    mountDirectLine(server, { conversations, secret, now, newId: randomUUID, log, limits, readFile, addressOf: () => 'somewhere', allowedOrigins: [] });
    mountEndpoint(server, {
      turns,
      outbox,
      authentication,
      ...agents,
      limits,
      addressOf: () => undefined,
      notice: { tell: () => undefined },
      readFile,
      typing: { begin: () => () => undefined },
      doneCards: { show: () => undefined },
      desk: () => desk,
      log,
      newId: randomUUID,
    });
    outbox.start();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const idle = async (): Promise<void> => {
      await turns.idle();
      await together.idle();
    };
    const closing = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.server.closeAllConnections();
      });
    const stops = [closing, idle, () => outbox.stop(), () => store.close(), () => (others === undefined ? connector.stop() : undefined), () => keys.stop()];
    return new TeamsSide(connector, server.address().port, key, stops);
  }

  /** Posts a message as Teams does; `change` changes what it says of itself. */
  async say(text: string, said: Said = {}): Promise<number> {
    return (await this.post(text, said)).status;
  }

  /** What the box where people write in Teams is answered for these words. */
  async search(words: string, said: Said = {}): Promise<string> {
    const value = { commandId: 'search', parameters: [{ name: 'query', value: words }] };
    return (await this.post('', { ...said, value, change: { type: 'invoke', name: 'composeExtension/query', ...said.change } })).text;
  }

  async post(
    text: string,
    { who = anna, id = `t-${(this.#sent += 1)}`, value, change = {} }: Said = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const from = { id: `29:${who}`, name: 'Somebody', aadObjectId: who };
    const conversation = { id: `a:${who}`, conversationType: 'personal' };
    const activity = { type: 'message', id, channelId: 'msteams', serviceUrl, from, recipient: { id: '28:bot' }, conversation, text, value, ...change };
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: 'https://api.botframework.com', aud: app, serviceurl: serviceUrl, nbf: seconds - 60, exp: seconds + 3600 };
    const headers = { authorization: `Bearer ${makeToken(this.#key, claims)}`, 'content-type': 'application/json' };
    const response = await fetch(`http://127.0.0.1:${this.port}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
    return { status: response.status, text: await response.text() };
  }

  /** Taps the button of that title on the newest card that was sent. */
  async tap(title: string, said: Said = {}): Promise<number> {
    const value = this.connector.sent
      .toReversed()
      .map(({ activity }) => findButton(activity, title))
      .find((data) => data !== undefined);
    if (value === undefined) throw new Error(`No card that was sent has a button "${title}".`);
    return this.say('', { ...said, value });
  }

  /** Everything that was sent, as JSON. */
  get sent(): string {
    return JSON.stringify(this.connector.sent);
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) await stop();
  }
}

interface Said {
  readonly who?: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly change?: object;
}
