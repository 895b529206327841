/** The people of a run, as a scenario uses them. */
import { z } from 'zod';
import { delivery, type Delivery, type Shown } from './history.ts';
import { entry, type Entry } from './programs/direct-line-client.ts';
import { forkProgram, type Program } from './programs/fork-program.ts';
import type { Script } from './script.ts';
import { until } from './wait.ts';

export interface Opening {
  /** Through the page's session, so that they can come back when their token has run out. */
  readonly session?: boolean;
  /** Addresses that they come from, in turn. */
  readonly from?: readonly string[];
}

/** Milliseconds in which a history must be readable. */
const readable = 5_000;

export class Clients {
  readonly #program: Program;
  #onStruck: (at: number) => void = () => undefined;

  constructor() {
    this.#program = forkProgram('clients', (name, content) => {
      if (name === 'struck') this.#onStruck(z.number().parse(content));
    });
  }

  /** Forgets everybody; `address` is where the service is. Names have the prefix on their way over the connector. */
  async reset(address: string, prefix: string): Promise<void> {
    await this.#program.ask('reset', { address, prefix });
  }

  /** Opens conversations of our own channel; gives their ids. */
  async open(count: number, { session = false, from = [] }: Opening = {}): Promise<string[]> {
    return z.array(z.string()).parse(await this.#program.ask('open', { count, session, from }));
  }

  /** Performs scripts side by side; resolves when all are done. */
  async perform(scripts: readonly Script[]): Promise<Delivery[]> {
    return z.array(delivery).parse(await this.#program.ask('perform', scripts));
  }

  /** Kills a process as soon as so many more activities are acknowledged; resolves with the moment. */
  async strikeAt(pid: number, acknowledged: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#onStruck = resolve;
    await this.#program.ask('strike', { pid, acknowledged });
    return promise;
  }

  async forgetStrike(): Promise<void> {
    await this.#program.ask('strike', undefined);
  }

  async reconnect(): Promise<void> {
    await this.#program.ask('reconnect');
  }

  async watch(conversations: readonly string[]): Promise<void> {
    await this.#program.ask('watch', conversations);
  }

  /** Breaks their streams off; they come back by themselves. */
  async cut(conversations: readonly string[]): Promise<void> {
    await this.#program.ask('cut', conversations);
  }

  async unwatch(conversations: readonly string[]): Promise<void> {
    await this.#program.ask('unwatch', conversations);
  }

  async forget(conversations: readonly string[]): Promise<void> {
    await this.#program.ask('forget', conversations);
  }

  async streamed(conversations: readonly string[]): Promise<string[][]> {
    return z.array(z.array(z.string())).parse(await this.#program.ask('streamed', conversations));
  }

  async reconnects(): Promise<number> {
    return z.number().parse(await this.#program.ask('reconnects'));
  }

  /** What is recorded; nothing where it cannot be read for some seconds, which the checker then takes for lost. */
  async history(conversation: string): Promise<Entry[]> {
    let entries: Entry[] | undefined;
    await until(
      async () =>
        (entries = z
          .array(entry)
          .optional()
          .parse(await this.#program.ask('history', conversation))) !== undefined,
      readable,
      100,
    );
    return entries ?? [];
  }

  /** The recorded activities, whole; `undefined` when they cannot be read. */
  async activities(conversation: string): Promise<Record<string, unknown>[] | undefined> {
    return z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .parse(await this.#program.ask('activities', conversation));
  }

  /** Uploads a text file; gives the HTTP status. */
  async upload(conversation: string, name: string, text: string, id: string): Promise<number> {
    return z.number().parse(await this.#program.ask('upload', { conversation, name, text, id }));
  }

  /** Waits until the streams have brought everything the histories have; gives what is missing, twice there or out of order. */
  async compareStreams(conversations: readonly string[], patience: number): Promise<string[]> {
    const wanted = await Promise.all(conversations.map(async (one) => (await this.history(one)).map(({ id }) => id)));
    let faults: string[] = [];
    await until(
      async () => {
        const streamed = await this.streamed(conversations);
        faults = conversations.filter((_, index) => JSON.stringify(streamed[index]) !== JSON.stringify(wanted[index]));
        return faults.length === 0;
      },
      patience,
      50,
    );
    return faults.map((one) => `the stream of ${one} is not its history`);
  }

  /** What these conversations show by their histories, and ids that one has more than once as said. */
  async told(conversations: readonly string[]): Promise<{ readonly shown: readonly Shown[]; readonly twice: readonly string[] }> {
    const [shown, twice]: [Shown[], string[]] = [[], []];
    for (const conversation of conversations) {
      const entries = await this.history(conversation);
      shown.push(...shownIn(conversation, entries));
      twice.push(...saidTwice(entries));
    }
    return { shown, twice };
  }

  async end(): Promise<void> {
    await this.#program.end();
  }
}

/** What a history shows as replies to what was said: those that follow it. `at` is their place in the history. */
export function shownIn(conversation: string, entries: readonly Entry[]): Shown[] {
  const shown: Shown[] = [];
  let answers: string | undefined;
  for (const [at, one] of entries.entries()) {
    if (one.said !== undefined) answers = one.said;
    else if (answers !== undefined) shown.push({ conversation, answers, step: one.step, label: one.label, print: one.print, at });
  }
  return shown;
}

/** Ids that a history has more than once as said. */
export function saidTwice(entries: readonly Entry[]): string[] {
  const ids = entries.flatMap((one) => one.said ?? []);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
