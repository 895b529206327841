/** A person in front of the real engine: says things, taps buttons by their titles, waits. */
import type { Case } from '../../dialogs/case.ts';
import { codeOf } from '../../dialogs/case-code.ts';
import type { Desk } from '../../dialogs/desk.ts';
import type { TurnEvent } from '../../dialogs/event.ts';
import type { Input } from '../../dialogs/input.ts';
import type { Button, Reply } from '../../dialogs/reply.ts';
import type { Effect } from '../../dialogs/turn.ts';
import { takeTurn } from '../../dialogs/take-turn.ts';

export class Conversation {
  case: Case | undefined;
  now = Date.UTC(2026, 10, 23, 9);
  /** Everything the bot showed, oldest first. */
  readonly shown: Reply[] = [];
  readonly events: TurnEvent[] = [];
  readonly effects: Effect[] = [];
  desk: Desk;
  /** Who speaks, where it is an agent. */
  agent: string | undefined;
  #ids = 0;
  readonly #prefix: string;

  constructor(desk: Desk, { agent, prefix = 'case' }: { readonly agent?: string; readonly prefix?: string } = {}) {
    this.desk = desk;
    this.agent = agent;
    this.#prefix = prefix;
    this.send({ kind: 'joined' });
  }

  send(input: Input): readonly Reply[] {
    const decided = takeTurn(this.desk, this.case, input, {
      now: this.now,
      newId: `${this.#prefix}-${String((this.#ids += 1)).padStart(6, '0')}`,
      newCode: codeOf([this.#prefix.length, 1, 2, 3, 4, this.#ids % 29]),
      agent: this.agent,
    });
    this.case = structuredClone(decided.case);
    this.shown.push(...decided.replies);
    this.events.push(...decided.events);
    this.effects.push(...decided.effects);
    return decided.replies;
  }

  /** The newest reply on the screen. */
  get last(): Reply {
    const reply = this.shown.at(-1);
    if (reply === undefined) throw new Error('Nothing is shown.');
    return reply;
  }

  say(text: string): Reply {
    this.wait(20_000);
    this.send({ kind: 'text', text });
    return this.last;
  }

  /** Taps a button by its title: on the newest reply, or on an older one. */
  tap(title: string, on: Reply = this.last, fields: Readonly<Record<string, string>> = {}): Reply {
    this.wait(20_000);
    this.tapAtOnce(title, on, fields);
    return this.last;
  }

  /** Taps without letting time pass. */
  tapAtOnce(title: string, on: Reply = this.last, fields: Readonly<Record<string, string>> = {}): readonly Reply[] {
    const button = buttonsOf(on).find((one) => one.label === title);
    if (button === undefined)
      throw new Error(
        `There is no button "${title}". There are: ${buttonsOf(on)
          .map((one) => one.label)
          .join(', ')}`,
      );
    return this.send({ kind: 'tap', stamp: on.stamp, action: button.action, fields });
  }

  wait(milliseconds: number): void {
    this.now += milliseconds;
  }
}

/** All buttons of a reply. */
export function buttonsOf(reply: Reply): readonly Button[] {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'solved':
    case 'handed-over':
      return [...reply.answers, ...reply.navigation];
    case 'check':
      return [reply.submit, ...reply.answers, ...reply.navigation];
    case 'choose':
      return [...reply.options, ...reply.buttons];
    case 'welcome':
    case 'path':
    case 'ticket':
    case 'message':
    case 'finding':
      return reply.buttons;
  }
}

/** The words of a reply in one line, to find sentences in. */
export function wordsOf(reply: Reply): string {
  return JSON.stringify(reply);
}
