/** People on our own channel, whose tokens and conversations the hostile requests use. */
import { sendJson } from './client.ts';

export interface Person {
  readonly conversation: string;
  readonly token: string;
  readonly streamToken: string;
  uses: number;
}

/** Uses after which a person is replaced, so that no history grows for ever. */
const mostUses = 150;

export class People {
  readonly #port: number;
  readonly #people: Promise<Person>[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  /** One of twenty people, by number; opened when first asked for. */
  async get(number: number): Promise<Person> {
    const place = number % 20;
    const person = await (this.#people[place] ??= this.#open());
    person.uses += 1;
    if (person.uses > mostUses) this.#people[place] = this.#open();
    return person;
  }

  async #open(): Promise<Person> {
    const { text, status } = await sendJson(this.#port, 'POST', '/v3/directline/conversations');
    if (status !== 201) throw new Error(`A person of good will could not open a conversation: ${status} ${text}`);
    const { conversationId, token, streamUrl } = JSON.parse(text) as { conversationId: string; token: string; streamUrl: string };
    return { conversation: conversationId, token, streamToken: new URL(streamUrl).searchParams.get('t') ?? '', uses: 0 };
  }
}
