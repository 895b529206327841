/** Many people in conversations with one bot: who speaks next, and how long each turn took. */
import type { Channel } from './channel.ts';
import { HttpConnection } from './http-connection.ts';
import { Person } from './person.ts';
import type { Plan } from './plan.ts';
import { type Walk, walks } from './walks.ts';

/** Milliseconds after which a reply counts as lost. */
const patience = 20_000;

interface InFlight {
  readonly since: number;
  readonly giveUp: (error: Error) => void;
}

export class Crowd {
  readonly #channel: Channel;
  readonly #walk: Walk;
  /** Whoever waits to speak, longest first. */
  readonly #idle: Person[];
  readonly #lines: HttpConnection[][];
  readonly #inFlight = new Set<InFlight>();
  readonly failures = new Map<string, number>();
  /** Milliseconds of each turn that ended since this was emptied. */
  latencies: number[] = [];
  #turns = 0;

  constructor(channel: Channel, { walk, conversations, connections, servers }: Plan) {
    this.#channel = channel;
    this.#walk = walks[walk];
    this.#idle = Array.from({ length: conversations }, (_, index) => new Person(index));
    this.#lines = servers.map(({ port }) => Array.from({ length: connections }, () => new HttpConnection(port)));
    setInterval(() => this.#expire(), 1_000).unref();
  }

  async open(): Promise<void> {
    const waiting = [...this.#idle];
    const openSome = async (): Promise<void> => {
      for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) await this.#channel.open(person);
    };
    await Promise.all(Array.from({ length: 16 }, openSome));
  }

  /** As many turns as the connections carry, until told to stop. */
  async speak(isOver: () => boolean): Promise<void> {
    const connections = this.#lines[0]?.length ?? 0;
    const one = async (index: number): Promise<void> => {
      while (!isOver()) {
        const line = this.#lines[this.#turns % this.#lines.length]?.[index];
        if (line !== undefined) await this.#turn(line, performance.now());
      }
    };
    await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  }

  async #turn(line: HttpConnection, since: number): Promise<void> {
    const person = this.#idle.shift();
    if (person === undefined) throw new Error('Nobody is left to speak: use more conversations than connections.');
    this.#turns += 1;
    const saying = this.#walk(person, person.turns);
    try {
      person.see(await this.#inTime(this.#channel.turn(line, person, saying), since));
      this.latencies.push(performance.now() - since);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.failures.set(why, (this.failures.get(why) ?? 0) + 1);
    }
    person.turns += 1;
    this.#idle.push(person);
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
