/** A person in a conversation, as far as the load client remembers: the buttons on the newest card. */

export interface Button {
  readonly title: string;
  readonly does: string;
  /** What a tap sends. */
  readonly data: unknown;
}

/** What a person sends: words, or the value of a tapped button. */
export type Saying = { readonly text: string } | { readonly value: unknown };

export class Person {
  readonly index: number;
  /** What this person may begin with. */
  readonly symptoms: readonly string[];
  /** Turns said so far. */
  turns = 0;
  buttons: readonly Button[] = [];
  #random: number;

  constructor(index: number, symptoms: readonly string[]) {
    this.index = index;
    this.symptoms = symptoms;
    this.#random = (index * 2_654_435_761 + 1) >>> 0;
  }

  /** Keeps the buttons of a bot's activity. */
  see(activity: unknown): void {
    const card = cardOf(activity);
    if (card !== undefined) this.buttons = buttonsIn(card, []);
  }

  /** One of several, by a sequence of this person's own that is the same in every run. */
  oneOf<Item>(items: readonly Item[]): Item | undefined {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return items[Math.floor((this.#random / 2 ** 32) * items.length)];
  }
}

function cardOf(activity: unknown): unknown {
  if (!isRecord(activity) || !Array.isArray(activity['attachments'])) return undefined;
  const first: unknown = activity['attachments'][0];
  return isRecord(first) ? first['content'] : undefined;
}

/** Every button that sends a tap, in the order of the screen; not those that need something typed into the card. */
function buttonsIn(part: unknown, found: Button[]): Button[] {
  if (Array.isArray(part)) for (const inner of part) buttonsIn(inner, found);
  if (!isRecord(part)) return found;
  if (part['type'] === 'Action.Submit' && part['associatedInputs'] === 'none') {
    const { title, data } = part;
    found.push({ title: String(title), does: doesOf(data), data });
    return found;
  }
  for (const name of ['body', 'actions', 'items', 'columns', 'card']) if (part[name] !== undefined) buttonsIn(part[name], found);
  return found;
}

function doesOf(data: unknown): string {
  const action = isRecord(data) ? data['action'] : undefined;
  return isRecord(action) ? String(action['do']) : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
