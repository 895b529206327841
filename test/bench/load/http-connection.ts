/** One keep-alive connection that posts JSON. Bare, so that the client costs little beside the server it measures. */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Head {
  readonly status: number;
  /** Where the body begins. */
  readonly start: number;
  /** Bytes of the body; `undefined` when it comes in chunks. */
  readonly length: number | undefined;
  readonly closes: boolean;
}

export class HttpConnection {
  readonly #port: number;
  readonly #headers: string;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Answer> | undefined;
  /** What to send once more, while a connection that served before has answered nothing yet. */
  #again: string | undefined;

  constructor(port: number, headers: Readonly<Record<string, string>> = {}) {
    this.#port = port;
    const lines = Object.entries({ host: `127.0.0.1:${port}`, 'content-type': 'application/json; charset=utf-8', ...headers });
    this.#headers = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  /**
   * Posts, and resolves with the answer; one post at a time. A server may close a connection that rested just when it is
   * used again: then the post is sent once more on a new one, as every client does.
   */
  async post(path: string, body: string, headers = ''): Promise<Answer> {
    if (this.#waiting !== undefined) throw new Error('A connection answers one post at a time.');
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting = waiting;
    const request = `POST ${path} HTTP/1.1\r\n${this.#headers}${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    this.#again = this.#socket === undefined ? undefined : request;
    this.#socket ??= this.#open();
    this.#socket.write(request);
    return waiting.promise;
  }

  close(): void {
    this.#again = undefined;
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1').setNoDelay(true);
    socket.on('data', (part) => this.#take(part));
    let why = new Error('The server closed the connection.');
    socket.on('error', (error) => (why = error));
    socket.on('close', () => {
      this.#socket = undefined;
      this.#fail(why);
    });
    return socket;
  }

  #fail(error: Error): void {
    const again = this.#again;
    this.#again = undefined;
    if (again !== undefined) {
      this.#socket = this.#open();
      this.#socket.write(again);
      return;
    }
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }

  #take(part: Buffer): void {
    this.#again = undefined;
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
    const head = readHead(this.#received);
    if (head === undefined) return;
    const body = head.length === undefined ? chunksIn(this.#received, head.start) : bodyIn(this.#received, head.start, head.length);
    if (body === undefined) return;
    this.#received = Buffer.alloc(0);
    if (head.closes) this.#socket?.removeAllListeners('close').destroy();
    if (head.closes) this.#socket = undefined;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: head.status, body });
  }
}

function readHead(received: Buffer): Head | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const text = received.toString('latin1', 0, end);
  const status = Number(text.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const isChunked = length === undefined && /\r\ntransfer-encoding: *chunked/i.test(text);
  return { status, start: end + 4, length: isChunked ? undefined : Number(length ?? 0), closes: /\r\nconnection: *close/i.test(text) };
}

function bodyIn(received: Buffer, start: number, length: number): string | undefined {
  return received.length < start + length ? undefined : received.toString('utf8', start, start + length);
}

/** A chunked body; `undefined` while it is not whole. */
function chunksIn(received: Buffer, start: number): string | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const line = received.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(received.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (received.length < next) return undefined;
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(received.subarray(line + 2, line + 2 + size));
    at = next;
  }
}

/** The body of an answer that says yes. @throws Error with the status and the beginning of any other. */
export function expectSuccess({ status, body }: Answer): string {
  if (status < 200 || status > 299) throw new Error(`The server answered ${status}: ${body.slice(0, 200)}`);
  return body;
}
