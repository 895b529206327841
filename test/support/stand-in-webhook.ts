/** A helpdesk's own system that takes hand-overs, checks their signatures, and fails when it is told to. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedHeaders, verifiedId } from '../../bot/handover/signature.ts';

export interface Received {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };
}

export class StandInWebhook {
  readonly secretText = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  readonly secret = Buffer.from('0123456789abcdef0123456789abcdef');
  /** By their ids, so that a repeated one counts once. */
  readonly cases = new Map<string, Received['body']>();
  readonly received: Received[] = [];
  /** Answers with this status instead of taking anything; `drop` takes it and breaks off. */
  failWith: number | 'drop' | undefined;
  refused = 0;
  forged = 0;
  ticket: unknown = 'INC0012345';
  now: () => number = Date.now;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const bytes = Buffer.concat(parts);
        const id = verifiedId(this.secret, request.headers, bytes, this.now());
        if (id === undefined) this.forged += 1;
        if (typeof this.failWith === 'number') {
          this.refused += 1;
          response.writeHead(this.failWith);
          return void response.end();
        }
        const body = JSON.parse(bytes.toString()) as Received['body'];
        if (id !== undefined) {
          this.received.push({ id, body });
          this.cases.set(id, body);
        }
        if (this.failWith === 'drop') return void response.destroy();
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ticket: this.ticket }));
      });
    });
  }

  static async start(): Promise<StandInWebhook> {
    const webhook = new StandInWebhook();
    await new Promise<void>((resolve) => webhook.#server.listen(0, '127.0.0.1', resolve));
    return webhook;
  }

  get settings(): Record<string, string> {
    return { HANDOVER_WEBHOOK_URL: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/cases`, HANDOVER_WEBHOOK_SECRET: this.secretText };
  }

  /** Calls back as the helpdesk's system would; the options forge it. */
  async callBack(
    port: number,
    to: string,
    body: object,
    { id = `msg_${this.received.length}_${Math.random().toString(36).slice(2)}`, secret = this.secret, at = this.now() } = {},
  ): Promise<number> {
    const text = JSON.stringify(body);
    const headers = { 'content-type': 'application/json', ...signedHeaders(secret, id, text, at) };
    return (await fetch(`http://127.0.0.1:${port}/api/handover/${to}`, { method: 'POST', headers, body: text })).status;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
