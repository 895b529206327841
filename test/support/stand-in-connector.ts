/** A Bot Connector that keeps what the bot sends, and fails when it is told to. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly activity: {
    readonly id?: string;
    readonly type?: string;
    readonly text?: string;
    readonly summary?: string;
    readonly attachments?: readonly { readonly content: unknown }[];
  };
}

export class StandInConnector {
  readonly sent: Sent[] = [];
  /** The tokens that came along. */
  readonly authorizations: (string | undefined)[] = [];
  /** Answers with this status instead of taking the activity. */
  failWith: number | undefined;
  /** The same, for what would replace an activity. */
  failPutWith: number | undefined;
  /** Only posts to such paths fail; all when not set. */
  failAt: RegExp | undefined;
  /** Takes posts to such paths, and breaks off instead of answering. */
  dropAt: RegExp | undefined;
  /** The members of teams: whoever is asked for by that id in Teams. */
  readonly members = new Map<string, { readonly aadObjectId?: string }>();
  failMembersWith: number | undefined;
  /** How often it was asked for members. */
  askedForMembers = 0;
  /** How many posts were answered that way. */
  refused = 0;
  readonly #server: Server;

  private constructor(keeps: boolean) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString('utf8')));
      request.on('end', () => {
        if (request.method === 'GET') return this.#answerMember(request.url ?? '', response);
        const fails = this.failWith !== undefined && (this.failAt?.test(request.url ?? '') ?? true);
        const failure = fails ? this.failWith : request.method === 'PUT' ? this.failPutWith : undefined;
        const status = failure ?? 201;
        if (keeps) this.authorizations.push(request.headers.authorization);
        if (failure !== undefined) this.refused += 1;
        if (failure === undefined && keeps)
          this.sent.push({ method: request.method ?? '', path: request.url ?? '', activity: JSON.parse(body) as Sent['activity'] });
        if (this.dropAt?.test(request.url ?? '') === true) return void response.destroy();
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(status < 300 ? { id: `sent-${this.sent.length}` } : { error: { code: 'No', message: 'no' } }));
      });
    });
  }

  /** Starts one; `keeps: false` for very many activities. */
  static async start({ keeps = true } = {}): Promise<StandInConnector> {
    const connector = new StandInConnector(keeps);
    await new Promise<void>((resolve) => connector.#server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  #answerMember(path: string, response: ServerResponse): void {
    this.askedForMembers += 1;
    const user = /^\/v3\/conversations\/[^/]+\/members\/([^/]+)$/.exec(path)?.[1] ?? '';
    const found = this.members.get(decodeURIComponent(user));
    response.writeHead(this.failMembersWith ?? (found === undefined ? 404 : 200), { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { error: { code: 'MemberNotFoundInConversation', message: 'no' } }));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Waits until something holds, at most five seconds. */
export async function until(holds: () => boolean | Promise<boolean>, patience = 5_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
