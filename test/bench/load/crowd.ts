/** Many people in conversations with one bot: who speaks next, and how long each turn took. */
import type { Channel } from './channel.ts';
import { HttpConnection } from './http-connection.ts';
import { Person } from './person.ts';
import type { Plan } from './plan.ts';
import { realSymptoms, type Walk, walks } from './walks.ts';

/** Milliseconds after which a reply counts as lost. */
const patience = 20_000;

interface InFlight {
  readonly since: number;
  readonly giveUp: (error: Error) => void;
}

export class Crowd {
  readonly people: readonly Person[];
  readonly #channel: Channel;
  readonly #walk: Walk;
  readonly #ports: readonly number[];
  readonly #connections: number;
  /** Whoever waits to speak, longest first. */
  readonly #idle: Person[];
  /** Connections that nobody uses, by server. */
  readonly #free: HttpConnection[][];
  readonly #inFlight = new Set<InFlight>();
  readonly failures = new Map<string, number>();
  /** Milliseconds of each turn that ended since this was emptied. */
  latencies: number[] = [];
  #turns = 0;

  constructor(channel: Channel, { walk, conversations, connections, servers, symptoms = realSymptoms }: Plan) {
    this.#channel = channel;
    this.#walk = walks[walk];
    this.#ports = servers.map(({ port }) => port);
    this.#connections = connections;
    this.people = Array.from({ length: conversations }, (_, index) => new Person(index, symptoms));
    this.#idle = [...this.people];
    this.#free = servers.map(() => []);
    setInterval(() => this.#expire(), 1_000).unref();
  }

  /** Begins all conversations. */
  async open(): Promise<void> {
    const waiting = this.people.toReversed();
    await this.#sideBySide(async () => {
      for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) await this.#channel.open(person);
    });
  }

  /** As many turns as the connections carry, until told to stop. */
  async speak(isOver: () => boolean): Promise<void> {
    await this.#sideBySide(async () => {
      while (!isOver()) await this.#turn(performance.now());
    });
  }

  /** Each person's turn once. */
  async speakOnce(): Promise<void> {
    let left = this.people.length;
    await this.#sideBySide(async () => {
      while ((left -= 1) >= 0) await this.#turn(performance.now());
    });
  }

  /** So many turns a second whether or not earlier ones are done; a turn's time counts from when it was due. */
  async speakPaced(perSecond: number, isOver: () => boolean): Promise<void> {
    const began = performance.now();
    const turns: Promise<void>[] = [];
    while (!isOver()) {
      const due = ((performance.now() - began) / 1000) * perSecond;
      while (turns.length < due) turns.push(this.#turn(began + (turns.length / perSecond) * 1000));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(turns);
  }

  async #sideBySide(work: () => Promise<void>): Promise<void> {
    await Promise.all(Array.from({ length: this.#connections }, work));
  }

  async #turn(since: number): Promise<void> {
    const person = this.#idle.shift();
    if (person === undefined) return this.#count('Nobody was free to speak.');
    const server = (this.#turns += 1) % this.#ports.length;
    const line = this.#free[server]?.pop() ?? new HttpConnection(this.#ports[server] ?? 0);
    const saying = this.#walk(person, person.turns);
    try {
      person.see(await this.#inTime(this.#channel.turn(line, person, saying), since));
      this.latencies.push(performance.now() - since);
      this.#free[server]?.push(line);
    } catch (error) {
      this.#count(error instanceof Error ? error.message : String(error));
      line.close();
    }
    person.turns += 1;
    this.#idle.push(person);
  }

  #count(why: string): void {
    this.failures.set(why, (this.failures.get(why) ?? 0) + 1);
  }

  #inTime(work: Promise<unknown>, since: number): Promise<unknown> {
    return new Promise((resolve, giveUp) => {
      const inFlight = { since, giveUp };
      this.#inFlight.add(inFlight);
      work.then(resolve, giveUp).finally(() => this.#inFlight.delete(inFlight));
    });
  }

  #expire(): void {
    for (const { since, giveUp } of this.#inFlight) if (performance.now() - since > patience) giveUp(new Error('A reply did not come.'));
  }
}
