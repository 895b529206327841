/** What the bot's cards would send: every button of every card that was seen. */
import type { Random } from './random.ts';
import { mutated } from './mutate.ts';
import { oddWords } from './odd-values.ts';

export interface TapData {
  readonly stepwise: 1;
  readonly stamp: { readonly case: string; readonly node: string; readonly visit: number };
  readonly action: Readonly<Record<string, unknown>>;
}

/** The data of all buttons in an answer, and of the inputs beside them the names. */
export function buttonsIn(value: unknown): TapData[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('data' in value && 'type' in value && value.type === 'Action.Submit') return [value.data as TapData];
  return Object.values(value).flatMap(buttonsIn);
}

export class Deck {
  readonly #seen: TapData[] = [];

  /** Remembers the buttons of an answer, for taps of other people too; the oldest are forgotten. */
  add(buttons: readonly TapData[]): void {
    this.#seen.push(...buttons);
    if (this.#seen.length > 2000) this.#seen.splice(0, 1000);
  }

  /** A button as somebody hostile would send it. */
  hostile(random: Random, button: TapData = this.#pick(random)): unknown {
    const stranger = this.#pick(random);
    const fields = {
      code: random.pick(oddWords),
      comment: random.pick(oddWords),
      'field-mailbox': random.pick(oddWords),
      'field-policy': random.pick(oddWords),
    };
    const whole = random.chance(0.5) ? { ...button, ...fields } : button;
    switch (random.below(6)) {
      case 0:
        return { ...whole, stamp: stranger.stamp };
      case 1:
        return {
          ...whole,
          stamp: {
            ...button.stamp,
            node: random.pick(['-', 'nowhere/at-all', '/', 'a/b/c', '__proto__/constructor', stranger.stamp.node, random.pick(oddWords)]),
          },
        };
      case 2:
        return { ...whole, stamp: { ...button.stamp, visit: random.pick([0, 1, button.stamp.visit + 1, 1e15, Number.MAX_SAFE_INTEGER, -1, 0.5]) } };
      case 3:
        return { ...whole, action: random.chance(0.5) ? stranger.action : mutated(button.action, random) };
      case 4:
        return { ...whole, [`field-${random.pick(oddWords)}`]: random.pick(oddWords).repeat(50), extra: Array.from({ length: 500 }, (_, index) => index) };
      default:
        return mutated(whole, random);
    }
  }

  #pick(random: Random): TapData {
    return this.#seen.length === 0 ? { stepwise: 1, stamp: { case: 'none', node: '-', visit: 0 }, action: { do: 'stay' } } : random.pick(this.#seen);
  }
}
