/** A person on our own channel by plain HTTP: opens a conversation, says things, reads the history. */
import type { Activity } from 'botbuilder';

export class DirectLinePerson {
  readonly conversation: string;
  readonly #token: string;
  #origin: string;
  #sent = 0;

  private constructor(origin: string, conversation: string, token: string) {
    this.#origin = origin;
    this.conversation = conversation;
    this.#token = token;
  }

  static async open(port: number): Promise<DirectLinePerson> {
    const origin = `http://127.0.0.1:${port}`;
    const response = await fetch(`${origin}/v3/directline/conversations`, { method: 'POST' });
    const { conversationId, token } = (await response.json()) as { conversationId: string; token: string };
    return new DirectLinePerson(origin, conversationId, token);
  }

  /** Through the page's own session, with a cookie where there is one. */
  static async onPage(port: number, cookie?: string): Promise<DirectLinePerson> {
    const origin = `http://127.0.0.1:${port}`;
    const headers = { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) };
    const response = await fetch(`${origin}/web-chat/session`, { method: 'POST', headers, body: '{}' });
    const { conversationId, token } = (await response.json()) as { conversationId: string; token: string };
    return new DirectLinePerson(origin, conversationId, token);
  }

  /** What a client may put into an activity by itself. */
  post(activity: object): Promise<number> {
    return this.#post(activity);
  }

  get token(): string {
    return this.#token;
  }

  /** The service came back on another port. */
  moveTo(port: number): void {
    this.#origin = `http://127.0.0.1:${port}`;
  }

  /** Sends words with an id of the client's own; resolves with the HTTP status, 0 when nobody answered. */
  async say(text: string, clientActivityID = `sent-${(this.#sent += 1)}`): Promise<number> {
    return this.#post({ type: 'message', text, channelData: { clientActivityID } });
  }

  /** Taps the button of that title on the newest card that has it. */
  async tap(title: string): Promise<number> {
    const cards = (await this.history()).toReversed();
    const value = cards.map((activity) => findButton(activity, title)).find((data) => data !== undefined);
    if (value === undefined) throw new Error(`There is no button "${title}".`);
    return this.#post({ type: 'message', value, channelData: { clientActivityID: `sent-${(this.#sent += 1)}`, postBack: true } });
  }

  /** Sends a file. */
  async upload(name: string, text: string): Promise<number> {
    const form = new FormData();
    form.append('file', new File([text], name, { type: 'text/plain' }));
    const address = `${this.#origin}/v3/directline/conversations/${this.conversation}/upload`;
    const response = await fetch(address, { method: 'POST', headers: { authorization: `Bearer ${this.#token}` }, body: form });
    await response.text();
    return response.status;
  }

  async history(): Promise<Activity[]> {
    const all: Activity[] = [];
    for (let watermark = '0'; ;) {
      const address = `${this.#origin}/v3/directline/conversations/${this.conversation}/activities?watermark=${watermark}`;
      const response = await fetch(address, { headers: { authorization: `Bearer ${this.#token}` } });
      const page = (await response.json()) as { activities: Activity[]; watermark: string };
      if (page.activities.length === 0) return all;
      all.push(...page.activities);
      watermark = page.watermark;
    }
  }

  /** What the newest activity shows, as JSON. */
  async last(): Promise<string> {
    return JSON.stringify((await this.history()).at(-1));
  }

  async #post(activity: object): Promise<number> {
    const response = await fetch(`${this.#origin}/v3/directline/conversations/${this.conversation}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    }).catch(() => undefined);
    await response?.text();
    return response?.status ?? 0;
  }
}

/** What a button of that title sends. */
export function findButton(value: unknown, title: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('title' in value && value.title === title && 'data' in value) return value.data;
  return Object.values(value)
    .map((part) => findButton(part, title))
    .find((found) => found !== undefined);
}
