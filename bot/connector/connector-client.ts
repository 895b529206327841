/** Talks to the Bot Connector service: one try, a deadline, no redirects, a bounded answer. */
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Agent as HttpAgent, request as httpRequest } from '../node-http.ts';
import { isServiceAddress } from './service-address.ts';

/** The connector did not take an activity. */
export class ConnectorError extends Error {
  /** The answer's status; none when there was no answer. */
  readonly status: number | undefined;
  /** Milliseconds that the service asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(message: string, status?: number, retryAfter?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'ConnectorError';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A conversation as the connector knows it; part of the stored reference. */
export const connectorAddress = z.object({ serviceUrl: z.string().min(1), conversation: z.object({ id: z.string().min(1) }) });
export type ConnectorAddress = z.infer<typeof connectorAddress>;

/** The token to send along; none without an application id. */
export type Bearer = () => Promise<string>;

/** Milliseconds until a post without an answer is given up. */
const deadline = 10_000;
/** Bytes of an answer that are read. */
const longestAnswer = 64 * 1024;
const agents = { 'http:': new HttpAgent({ keepAlive: true, maxSockets: 512 }), 'https:': new HttpsAgent({ keepAlive: true, maxSockets: 512 }) };
const answered = z.object({ id: z.string() });
const member = z.object({ aadObjectId: z.string().optional() });
export type TeamMember = z.infer<typeof member>;

export class ConnectorClient {
  readonly #bearer: Bearer | undefined;

  constructor(bearer: Bearer | undefined) {
    this.#bearer = bearer;
  }

  /**
   * Posts an activity, as an answer to `replyTo` where given; resolves with the channel's id of it.
   * @throws ConnectorError
   */
  post(address: ConnectorAddress, body: string, replyTo?: string): Promise<string | undefined> {
    return this.#send('POST', address, replyTo === undefined ? '' : `/${encodeURIComponent(replyTo)}`, body);
  }

  /**
   * Puts an activity in the place of an earlier one.
   * @throws ConnectorError
   */
  update(address: ConnectorAddress, id: string, body: string): Promise<string | undefined> {
    return this.#send('PUT', address, `/${encodeURIComponent(id)}`, body);
  }

  /**
   * A member of a team; `undefined` for who is none.
   * @throws ConnectorError, also with 403 where the bot itself is not in the team.
   */
  async member(serviceUrl: string, team: string, user: string): Promise<TeamMember | undefined> {
    try {
      return member.parse(JSON.parse(await this.#ask('GET', serviceUrl, `${encodeURIComponent(team)}/members/${encodeURIComponent(user)}`)));
    } catch (error) {
      if (error instanceof ConnectorError && error.status === 404) return undefined;
      throw error;
    }
  }

  async #send(method: string, { serviceUrl, conversation }: ConnectorAddress, end: string, body: string): Promise<string | undefined> {
    return idIn(await this.#ask(method, serviceUrl, `${encodeURIComponent(conversation.id)}/activities${end}`, body));
  }

  async #ask(method: string, serviceUrl: string, what: string, body = ''): Promise<string> {
    if (!isServiceAddress(serviceUrl, this.#bearer !== undefined)) throw new ConnectorError('The stored address is not one that replies may go to.', 403);
    const { path, ...server } = serverOf(serviceUrl);
    const headers: Record<string, string | number> =
      body === '' ? {} : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    if (this.#bearer !== undefined) headers['authorization'] = `Bearer ${await this.#bearer()}`;
    return exchange({ ...server, path: `${path}/v3/conversations/${what}`, method, headers }, body);
  }
}

interface ServerAddress {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  /** Without a slash at its end. */
  readonly path: string;
}

/** Service addresses parsed before; there are few. */
const servers = new LRUCache<string, ServerAddress>({ max: 500 });

function serverOf(serviceUrl: string): ServerAddress {
  const known = servers.get(serviceUrl);
  if (known !== undefined) return known;
  const { protocol, hostname, port, pathname } = new URL(serviceUrl);
  const server = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname.replace(/\/$/, '') };
  servers.set(serviceUrl, server);
  return server;
}

function idIn(text: string): string | undefined {
  try {
    return answered.safeParse(JSON.parse(text)).data?.id;
  } catch {
    // Taken, but without an id: the activity cannot be replaced later, and that is all.
    return undefined;
  }
}

function exchange(options: RequestOptions, body: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const secure = options.protocol === 'https:';
  const request = (secure ? httpsRequest : httpRequest)({ ...options, agent: secure ? agents['https:'] : agents['http:'] });
  const timer = setTimeout(() => request.destroy(new Error(`no answer within ${deadline / 1000} seconds`)), deadline);
  request.once('error', (error) => reject(new ConnectorError(`The connector cannot be reached: ${error.message}.`, undefined, undefined, error)));
  request.once('response', (response) => collect(response, resolve, reject));
  request.end(body);
  return promise.finally(() => clearTimeout(timer));
}

function collect(response: IncomingMessage, resolve: (text: string) => void, reject: (error: ConnectorError) => void): void {
  const status = response.statusCode ?? 0;
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text += part;
    if (text.length > longestAnswer) response.destroy(new Error('the answer is too long'));
  });
  response.once('error', (error) => reject(new ConnectorError(`The connector\u2019s answer broke off: ${error.message}.`, status, undefined, error)));
  response.once('end', () => {
    if (status >= 200 && status < 300) resolve(text);
    else reject(new ConnectorError(`The connector answered ${status}.`, status, waitOf(response.headers['retry-after'])));
  });
}

/** `Retry-After` is a number of seconds or a date. */
function waitOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d{1,6}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
