/** A Bot Connector that takes every activity and tells who waits for it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/;

/** Milliseconds that a connection stays open while other variants are measured. */
const longestRest = 600_000;

export class Connector {
  readonly #server: Server;
  readonly #waiting = new Map<string, { readonly id: string; readonly take: (activity: unknown) => void }>();
  #taken = 0;
  /** Activities that nobody waited for. */
  stray = 0;

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: longestRest }, (request, response) => this.#receive(request, response));
  }

  static async start(): Promise<Connector> {
    const connector = new Connector();
    await new Promise<void>((resolve) => connector.#server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Resolves with the reply to the activity `id` of a conversation. */
  replyTo(conversation: string, id: string): Promise<unknown> {
    return new Promise((take) => this.#waiting.set(conversation, { id, take }));
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      this.#taken += 1;
      const answer = `{"id":"1:${this.#taken}"}`;
      response.writeHead(201, { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length });
      response.end(answer);
      this.#hand(request, JSON.parse(Buffer.concat(parts).toString('utf8')) as { readonly type?: string });
    });
  }

  /** That the bot is typing, a reply to an earlier activity, or what is left of an answered card is not what is waited for. */
  #hand({ method, url = '' }: IncomingMessage, activity: { readonly type?: string }): void {
    const [, encoded = '', named] = path.exec(url) ?? [];
    if (method === 'PUT') return;
    const conversation = decodeURIComponent(encoded);
    const waiting = this.#waiting.get(conversation);
    if (waiting === undefined || activity.type !== 'message' || (named !== undefined && decodeURIComponent(named) !== waiting.id)) {
      this.stray += 1;
      return;
    }
    this.#waiting.delete(conversation);
    waiting.take(activity);
  }
}
