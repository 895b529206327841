/** Chance with a seed: the same seed and name give the same numbers on every machine. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** The items in another order; the given list stays as it is. */
  shuffled<Item>(items: readonly Item[]): Item[];
  /** Chance of its own for a part of the work, whatever the other parts draw. */
  named(name: string): Random;
}

/** Begins with a seed; `name` tells parts of one run apart. */
export function randomFrom(seed: number, name = ''): Random {
  let state = mixed(seed, name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    shuffled: (items) => {
      const order = items.map((item) => ({ item, rank: next() }));
      return order.toSorted((one, other) => one.rank - other.rank).map(({ item }) => item);
    },
    named: (part) => randomFrom(seed, `${name}/${part}`),
  };
}

function mixed(seed: number, name: string): number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0;
}
