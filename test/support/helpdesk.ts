/** Several people and agents in front of the real engine, with what goes between their conversations. */
import type { Desk } from '../../dialogs/desk.ts';
import { Conversation, buttonsOf } from './conversation.ts';
import { smallDesk } from './small-knowledge.ts';
import type { Reply } from '../../dialogs/reply.ts';
import type { Effect } from '../../dialogs/turn.ts';

export class Helpdesk {
  readonly #desk: Desk;
  readonly #people = new Map<string, Conversation>();
  readonly #done = new Map<Conversation, number>();

  constructor(desk: Desk = smallDesk()) {
    this.#desk = desk;
  }

  /** Opens a conversation of that name; of an agent where `agent` says who. */
  open(name: string, agent?: string): Conversation {
    const person = new Conversation(this.#desk, { prefix: name, ...(agent === undefined ? {} : { agent }) });
    this.#people.set(name, person);
    return person;
  }

  /** Types as somebody, and lets everything arrive that this begins. */
  say(person: Conversation, text: string): Reply {
    person.say(text);
    this.settle();
    return person.last;
  }

  tap(person: Conversation, title: string, on: Reply = newestWith(person, title), fields: Readonly<Record<string, string>> = {}): Reply {
    person.tap(title, on, fields);
    this.settle();
    return person.last;
  }

  /** Carries over what the turns asked for, until nothing is left. */
  settle(): void {
    for (let rounds = 0; this.#carry(); rounds += 1) if (rounds > 20) throw new Error('It echoes without end.');
  }

  #deliver(name: string, person: Conversation, effect: Effect): void {
    if (effect.kind === 'help') this.#people.get(effect.to)?.send({ kind: 'helped', by: name, does: effect.does });
    if (effect.kind === 'share') this.#people.get(effect.to)?.send({ kind: 'shared', from: name, news: effect.news });
    if (effect.kind !== 'join') return;
    const found = [...this.#people.values()].find((one) => one.case?.code === effect.code);
    if (found === undefined) person.send({ kind: 'shared', from: '', news: { kind: 'refused', because: 'unknown' } });
    else found.send({ kind: 'helper-came', by: name, agent: person.agent ?? '', code: effect.code });
  }

  #carry(): boolean {
    let any = false;
    for (const [name, person] of this.#people) {
      const from = this.#done.get(person) ?? 0;
      this.#done.set(person, person.effects.length);
      for (const effect of person.effects.slice(from)) {
        this.#deliver(name, person, effect);
        any = true;
      }
    }
    return any;
  }
}

/** The newest reply that has a button of that title. */
export function newestWith(person: Conversation, title: string): Reply {
  const reply = person.shown.findLast((one) => buttonsOf(one).some(({ label }) => label === title));
  if (reply === undefined) throw new Error(`Nothing on the screen has a button "${title}".`);
  return reply;
}
