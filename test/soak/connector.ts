/** The connector of our own, as a scenario uses it. */
import { z } from 'zod';
import { post, type Post } from './history.ts';
import type { Fault } from './programs/connector.ts';
import { forkProgram, type Program } from './programs/fork-program.ts';
import { until } from './wait.ts';

export class Connector {
  /** Everything the bot posted so far, as last fetched. */
  readonly posts: Post[] = [];
  readonly #program: Program;
  #onStruck: (at: number) => void = () => undefined;
  #port = 0;

  private constructor() {
    this.#program = forkProgram('connector', (name, content) => {
      if (name === 'struck') this.#onStruck(z.number().parse(content));
    });
  }

  static async start(): Promise<Connector> {
    const connector = new Connector();
    connector.#port = await connector.open(0);
    return connector;
  }

  /** Forgets everything, and has no faults any more. Names of conversations and activities have a prefix on the way, which is not told here. */
  async reset(prefix: string): Promise<void> {
    await this.#program.ask('reset', prefix);
    this.posts.length = 0;
  }

  /** Where the bot's replies go. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens on one port more; 0 for a free one. */
  async open(port: number): Promise<number> {
    return z.number().parse(await this.#program.ask('listen', port));
  }

  /** Refuses connections on a port from now on. */
  async close(port: number): Promise<void> {
    await this.#program.ask('close', port);
  }

  /** The faults from now on; none heals everything. */
  async have(faults: readonly Fault[]): Promise<void> {
    await this.#program.ask('faults', faults);
  }

  /** Kills a process at one of the next posts; resolves with the moment. */
  async strikeAt(pid: number, posts: number, when: 'received' | 'answered'): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#onStruck = resolve;
    await this.#program.ask('strike', { pid, posts, when });
    return promise;
  }

  async forgetStrike(): Promise<void> {
    await this.#program.ask('strike', undefined);
  }

  /** The posts that were taken and so are seen by somebody. */
  async shown(): Promise<Post[]> {
    this.posts.push(...z.array(post).parse(await this.#program.ask('posts', this.posts.length)));
    return this.posts.filter(({ outcome }) => outcome === 'taken' || outcome === 'slow');
  }

  /** Waits until each of these ids has a reply; gives those that have none in time. */
  async waitFor(ids: readonly string[], patience: number): Promise<string[]> {
    let missing = [...ids];
    await until(
      async () => {
        const answered = new Set((await this.shown()).map((one) => one.answers));
        missing = missing.filter((id) => !answered.has(id));
        return missing.length === 0;
      },
      patience,
      50,
    );
    return missing;
  }

  /** The newest activity that a conversation was sent. */
  async newest(conversation: string): Promise<unknown> {
    const body = z
      .string()
      .optional()
      .parse(await this.#program.ask('newest', conversation));
    return body === undefined ? undefined : JSON.parse(body);
  }

  /** Requests for anything that is no conversation: where a redirect would lead. */
  async elsewhere(): Promise<number> {
    return z.number().parse(await this.#program.ask('elsewhere'));
  }

  async end(): Promise<void> {
    await this.#program.end();
  }
}
