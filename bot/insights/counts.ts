/** Numbers by name. */
export class Counts<Name extends string> {
  readonly #numbers = new Map<Name, number>();

  add(name: Name): void {
    this.#numbers.set(name, this.of(name) + 1);
  }

  of(name: Name): number {
    return this.#numbers.get(name) ?? 0;
  }

  get total(): number {
    return [...this.#numbers.values()].reduce((sum, one) => sum + one, 0);
  }

  /** Largest first; names of the same number by name. */
  entries(): [Name, number][] {
    return [...this.#numbers].sort(([one, first], [other, second]) => second - first || one.localeCompare(other));
  }
}

/** The middle one of some numbers, or between the two in the middle; `undefined` of none. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
