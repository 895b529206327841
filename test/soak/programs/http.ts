/** HTTP as the clients of a run speak it: kept-alive connections, a source address of choice, a deadline, no exceptions. */
import { Agent, request as begin } from 'node:http';

export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  readonly body: string;
  /** Milliseconds, from the header Retry-After. */
  readonly retryAfter: number | undefined;
  readonly cookie: string | undefined;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A source address, one of 127.x.x.x. */
  readonly from?: string | undefined;
}

/** Milliseconds until a request without an answer is given up. */
const deadline = 20_000;
const agents = new Map<string, Agent>();

function agentFor(from: string): Agent {
  const known = agents.get(from) ?? new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 512 });
  agents.set(from, known);
  return known;
}

/** Closes all kept connections, so that the next request makes a new one. */
export function reconnect(): void {
  for (const agent of agents.values()) agent.destroy();
  agents.clear();
}

export function exchange(address: string, { method = 'GET', headers = {}, body, from }: Asked = {}): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const nothing: Answer = { status: 0, body: '', retryAfter: undefined, cookie: undefined };
  const length: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const source = from === undefined ? {} : { localAddress: from };
  const request = begin(address, { method, headers: { ...length, ...headers }, agent: agentFor(from ?? ''), ...source });
  const timer = setTimeout(() => request.destroy(), deadline);
  request.once('error', () => resolve(nothing)).once('close', () => resolve(nothing));
  request.once('response', (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => (text += part));
    response.once('error', () => resolve(nothing));
    response.once('end', () => {
      const wait = Number(response.headers['retry-after']);
      resolve({
        status: response.statusCode ?? 0,
        body: text,
        retryAfter: Number.isFinite(wait) ? wait * 1000 : undefined,
        cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
      });
    });
  });
  request.end(body);
  return promise.finally(() => clearTimeout(timer));
}
