/** A Bot Connector of our own: keeps what the bot posts, and has the faults it is told to have. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Post } from '../history.ts';
import { printOf, stepIn } from '../read-reply.ts';
import { now } from '../wait.ts';
import { answerOn } from './talk.ts';

/** A fault that a conversation's posts meet; those whose id begins with `conversation`, for the next `times` posts. */
const fault = z.object({
  conversation: z.string(),
  kind: z.enum(['status', 'hang', 'slow', 'reset', 'html', 'huge', 'redirect']),
  status: z.number().default(500),
  /** The header Retry-After, in seconds or as a date. */
  retryAfter: z.string().optional(),
  /** Milliseconds that a slow answer takes. */
  wait: z.number().default(3_000),
  /** Where a redirect leads. */
  location: z.string().default(''),
  times: z.number().default(Number.MAX_SAFE_INTEGER),
});
export type Fault = z.input<typeof fault>;

/** Kills a process when so many more posts have arrived, before or after they are answered. */
const strike = z.object({ pid: z.number(), posts: z.number(), when: z.enum(['received', 'answered']) });

let faults: z.infer<typeof fault>[] = [];
let struck: z.infer<typeof strike> | undefined;
const posts: Post[] = [];
/** The newest activity each conversation was sent, whole. */
const newest = new Map<string, string>();
const servers = new Map<number, Server>();
const hanging = new Set<ServerResponse>();
let taken = 0;
let elsewhere = 0;
/** What the names of this scenario's conversations and activities begin with; posts of an earlier one are taken and not written down. */
let prefix = '';

const activity = z.looseObject({ type: z.string().optional(), replyToId: z.string().optional() });
const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('error', () => undefined);
  request.on('end', () => handle(request, response, Buffer.concat(chunks).toString('utf8')));
}

function handle(request: IncomingMessage, response: ServerResponse, body: string): void {
  const found = path.exec(request.url ?? '');
  if (found === null) {
    elsewhere += 1;
    response.writeHead(404).end();
    return;
  }
  const named = decodeURIComponent(found[1] ?? '');
  if (!named.startsWith(prefix)) return send(response, 201, '{"id":"late"}');
  const conversation = named.slice(prefix.length);
  const parsed = activity.parse(JSON.parse(body));
  // That an answer is coming is no reply, and nobody waits for it.
  if (parsed.type === 'typing') return send(response, 201, '{"id":"typing"}');
  const answers = (parsed.replyToId ?? '').slice(prefix.length);
  const one: Post = { conversation, answers, ...stepIn(body), print: printOf(parsed), at: now(), method: request.method ?? '', outcome: 'taken' };
  posts.push(one);
  newest.set(conversation, body);
  hit('received');
  const met = faults.find((each) => each.times > 0 && conversation.startsWith(each.conversation));
  if (met === undefined) {
    taken += 1;
    send(response, 201, JSON.stringify({ id: `shown-${taken}` }));
    hit('answered');
    return;
  }
  met.times -= 1;
  one.outcome = met.kind === 'status' ? String(met.status) : met.kind;
  fail(request, response, met);
}

function fail(request: IncomingMessage, response: ServerResponse, met: z.infer<typeof fault>): void {
  switch (met.kind) {
    case 'status':
      return send(response, met.status, '{"error":{"code":"No","message":"not now"}}', met.retryAfter === undefined ? {} : { 'retry-after': met.retryAfter });
    case 'hang':
      hanging.add(response);
      response.once('close', () => hanging.delete(response));
      return;
    case 'slow':
      taken += 1;
      setTimeout(() => send(response, 201, JSON.stringify({ id: `shown-${taken}` })), met.wait);
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'html':
      return send(response, met.status, '<!doctype html><title>Proxy</title><p>Something else answers here.', { 'content-type': 'text/html' });
    case 'huge':
      return sendHuge(response, met.status);
    case 'redirect':
      return send(response, 307, '', { location: met.location });
  }
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** Fifty megabytes, as fast as they are taken. */
function sendHuge(response: ServerResponse, status: number): void {
  const block = Buffer.alloc(64 * 1024, 'x');
  let left = 50 * 1024 * 1024;
  response.writeHead(status, { 'content-type': 'application/json' });
  const write = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= block.length;
      if (!response.write(block)) return void response.once('drain', write);
    }
    response.end();
  };
  write();
}

function hit(when: 'received' | 'answered'): void {
  if (struck?.when !== when) return;
  struck.posts -= 1;
  if (struck.posts > 0) return;
  const { pid } = struck;
  struck = undefined;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // The process ended by itself a moment before: there is nothing left to kill.
    tell('missed', String(error));
    return;
  }
  tell('struck', now());
}

function listen(port: number): Promise<number> {
  const server = createServer(receive);
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const own = typeof address === 'object' && address !== null ? address.port : port;
      servers.set(own, server);
      resolve(own);
    });
  });
}

const tell = answerOn(process, {
  reset: (content) => {
    prefix = z.string().parse(content);
    posts.length = 0;
    newest.clear();
    faults = [];
    struck = undefined;
    elsewhere = 0;
  },
  listen: (port) => listen(z.number().parse(port)),
  close: async (port) => {
    const server = servers.get(z.number().parse(port));
    servers.delete(z.number().parse(port));
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  },
  faults: (content) => {
    faults = z.array(fault).parse(content);
    for (const response of hanging) response.destroy();
  },
  strike: (content) => void (struck = strike.optional().parse(content)),
  posts: (after) => posts.slice(z.number().parse(after)),
  count: () => posts.length,
  newest: (conversation) => newest.get(z.string().parse(conversation)),
  elsewhere: () => elsewhere,
});
process.once('disconnect', () => process.exit(0));
