/** Hears of turns that other processes wrote, on a connection of its own that is made anew whenever it breaks. */
import pg from 'pg';
import { clientOptions } from './postgres-connection.ts';

export interface Hearing {
  /** A conversation in which another process wrote a turn; `undefined`: in any, because nothing was heard for a while. */
  readonly changed: (conversation: string | undefined) => void;
  /** The connection broke, or could not be made; it is tried again and again. */
  readonly lost: (error: unknown) => void;
  readonly back: () => void;
}

/** Milliseconds between two looks whether the connection still lives: a server can go without a word. */
const heartbeat = 15_000;
/** Milliseconds until the first and at most between two tries to connect again. */
const firstWait = 200;
const longestWait = 10_000;

export class PostgresListener {
  readonly #url: string;
  readonly #self: string;
  readonly #hearing: Hearing;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isClosed = false;

  /** @param self What this process signs its own turns with; those are not heard. */
  constructor(url: string, self: string, hearing: Hearing) {
    this.#url = url;
    this.#self = self;
    this.#hearing = hearing;
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(clientOptions(this.#url));
    this.#client = client;
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client, new Error('the connection was closed')));
    client.on('notification', ({ payload = '' }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query('LISTEN stepwise_turns');
    } catch (error) {
      this.#lose(client, error);
      return;
    }
    if (this.#client !== client) return;
    this.#hearing.back();
    this.#failures = 0;
    this.#hearing.changed(undefined);
    this.#beat(client);
  }

  #hear(payload: string): void {
    const gap = payload.indexOf(' ');
    if (payload.slice(0, gap) !== this.#self) this.#hearing.changed(payload.slice(gap + 1));
  }

  #beat(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => this.#client === client && this.#beat(client),
        (error: unknown) => this.#lose(client, error),
      );
    }, heartbeat);
  }

  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client || this.#isClosed) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    // It is broken already, so how it ends does not matter.
    client.end().catch(() => undefined);
    this.#hearing.lost(error);
    const wait = Math.min(firstWait * 2 ** this.#failures, longestWait) * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#connect(), wait);
  }
}
