/** Sends requests as bytes and measures them. */
import { Agent, request } from 'node:http';

/** One request to send. */
export interface Shot {
  /** What is being tried, for the report. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

export interface Hit {
  /** 0 when no answer came. */
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends it, and waits for the whole answer, at most half a minute; again on a new connection where the kept one was just being closed. */
export async function send(port: number, shot: Shot): Promise<Hit> {
  const hit = await sendOnce(port, shot, agent);
  return hit === 'closed' ? sendAnew(port, shot) : hit;
}

async function sendAnew(port: number, shot: Shot): Promise<Hit> {
  const hit = await sendOnce(port, shot, false);
  return hit === 'closed' ? { status: 0, text: 'closed at once', milliseconds: 0 } : hit;
}

function sendOnce(port: number, { method, path, headers, body }: Shot, by: Agent | false): Promise<Hit | 'closed'> {
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, text: string): void => resolve({ status, text, milliseconds: performance.now() - began });
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
      agent: by,
    });
    sent.setTimeout(30_000, () => sent.destroy(new Error('no answer in 30 seconds')));
    sent.once('upgrade', (response, socket) => {
      socket.destroy();
      done(response.statusCode ?? 0, '');
    });
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => done(response.statusCode ?? 0, text)).once('error', (error) => done(0, error.message));
    });
    sent.once('error', (error: NodeJS.ErrnoException) => (sent.reusedSocket && error.code === 'ECONNRESET' ? resolve('closed') : done(0, error.message)));
    sent.end(body);
  });
}

/** Sends JSON as a client of good will does who has just come. */
export function sendJson(port: number, method: string, path: string, value?: unknown, token?: string): Promise<Hit> {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return sendAnew(port, { kind: 'good', method, path, headers, body: value === undefined ? undefined : Buffer.from(JSON.stringify(value)) });
}
