/** A person's end of our own channel: token, history, and a stream that comes back by itself. */
import { z } from 'zod';
import { WebSocket } from 'ws';
import { printOf, stepIn } from '../read-reply.ts';
import { pause } from '../wait.ts';
import { type Answer, exchange } from './http.ts';

const opened = z.object({ conversationId: z.string(), token: z.string() });
const page = z.object({ activities: z.array(z.looseObject({ id: z.string().default('') })), watermark: z.string() });
const connection = z.object({ streamUrl: z.string() });
const recorded = z.looseObject({
  id: z.string(),
  from: z.looseObject({ role: z.string().optional(), id: z.string() }).optional(),
  channelData: z.looseObject({ clientActivityID: z.string().optional() }).optional(),
});

/** An activity of the history, as far as the checker looks at it. */
export const entry = z.object({
  id: z.string(),
  /** The client's own id, of what a person said. */
  said: z.string().optional(),
  step: z.number(),
  label: z.string(),
  print: z.string(),
});
export type Entry = z.infer<typeof entry>;

export class DirectLineClient {
  conversation = '';
  /** Ids in the order in which the stream brought them. */
  readonly streamed: string[] = [];
  reconnects = 0;
  readonly #address: () => string;
  readonly #from: string | undefined;
  #token = '';
  #cookie: string | undefined;
  #socket: WebSocket | undefined;
  #watermark = '';
  #isWatching = false;

  constructor(address: () => string, from: string | undefined) {
    this.#address = address;
    this.#from = from;
  }

  /** Opens a conversation; with a session it can come back when its token has run out, as the page does. */
  async open(withSession: boolean): Promise<boolean> {
    if (withSession) return this.#openSession();
    const answer = await exchange(`${this.#address()}/v3/directline/conversations`, { method: 'POST', from: this.#from });
    return this.#use(answer);
  }

  /** Posts an activity; a token that has run out is renewed first. */
  async post(body: string): Promise<Answer> {
    const answer = await this.#post(body);
    if (answer.status !== 403 || this.#cookie === undefined || !(await this.#openSession())) return answer;
    return this.#post(body);
  }

  async upload(name: string, content: string, clientId: string): Promise<Answer> {
    const boundary = 'soak-boundary';
    const activity = JSON.stringify({ type: 'message', channelData: { clientActivityID: clientId } });
    const body = [
      `--${boundary}\r\ncontent-disposition: form-data; name="activity"\r\ncontent-type: application/vnd.microsoft.activity\r\n\r\n${activity}\r\n`,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${content}\r\n--${boundary}--\r\n`,
    ].join('');
    const headers = { ...this.#authorization(), 'content-type': `multipart/form-data; boundary=${boundary}` };
    return exchange(`${this.#path()}/upload`, { method: 'POST', body, headers, from: this.#from });
  }

  /** All that is recorded, oldest first; `undefined` when it could not be read. */
  async activities(): Promise<Record<string, unknown>[] | undefined> {
    const all: Record<string, unknown>[] = [];
    for (let watermark = '0'; ;) {
      const answer = await exchange(`${this.#path()}/activities?watermark=${watermark}`, { headers: this.#authorization(), from: this.#from });
      if (answer.status === 403 && this.#cookie !== undefined && (await this.#openSession())) continue;
      if (answer.status !== 200) return undefined;
      const some = page.parse(JSON.parse(answer.body));
      if (some.activities.length === 0) return all;
      all.push(...some.activities);
      watermark = some.watermark;
    }
  }

  async history(): Promise<Entry[] | undefined> {
    return (await this.activities())?.map((raw) => {
      const one = recorded.parse(raw);
      const said = one.from?.role === 'user' ? one.channelData?.clientActivityID : undefined;
      return { id: one.id, said, ...stepIn(JSON.stringify(raw)), print: printOf(raw) };
    });
  }

  /** Opens the stream and keeps it open, going on after the last activity it brought. */
  watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    void this.#stream();
  }

  unwatch(): void {
    this.#isWatching = false;
    this.#socket?.terminate();
  }

  /** Closes the stream as a lost network would; it comes back by itself. */
  cut(): void {
    this.#socket?.terminate();
  }

  async #stream(): Promise<void> {
    while (this.#isWatching) {
      const answer = await exchange(`${this.#path()}?watermark=${this.#watermark}`, { headers: this.#authorization(), from: this.#from });
      if (answer.status === 200) {
        await this.#read(connection.parse(JSON.parse(answer.body)).streamUrl);
        this.reconnects += 1;
      } else if (answer.status === 403 && this.#cookie !== undefined) await this.#openSession();
      if (this.#isWatching) await pause(100);
    }
  }

  #read(address: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = new WebSocket(address, { handshakeTimeout: 5_000, ...(this.#from === undefined ? {} : { localAddress: this.#from }) });
    this.#socket = socket;
    socket.on('message', (raw: Buffer) => {
      if (raw.length === 0) return;
      const some = page.parse(JSON.parse(raw.toString('utf8')));
      this.streamed.push(...some.activities.map((one) => one.id));
      this.#watermark = some.watermark;
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => resolve());
    return promise;
  }

  async #openSession(): Promise<boolean> {
    const headers: Record<string, string> = this.#cookie === undefined ? {} : { cookie: this.#cookie };
    const answer = await exchange(`${this.#address()}/web-chat/session`, { method: 'POST', body: '{}', headers, from: this.#from });
    if (answer.status === 200) this.#cookie = answer.cookie ?? this.#cookie;
    return this.#use(answer);
  }

  #use(answer: Answer): boolean {
    if (answer.status !== 200 && answer.status !== 201) return false;
    const { conversationId, token } = opened.parse(JSON.parse(answer.body));
    this.conversation = conversationId;
    this.#token = token;
    return true;
  }

  #post(body: string): Promise<Answer> {
    return exchange(`${this.#path()}/activities`, { method: 'POST', body, headers: this.#authorization(), from: this.#from });
  }

  #path(): string {
    return `${this.#address()}/v3/directline/conversations/${this.conversation}`;
  }

  #authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }
}
