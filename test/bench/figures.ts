/** Figures out of many measurements. */

/** The value that a share (0 to 1) of all do not exceed; `NaN` of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle value, or the mean of the two in the middle; `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Each round's value over the other's of the same round: what slowed one down slowed both. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
  const rounds = Math.min(values.length, others.length);
  return Array.from({ length: rounds }, (_, round) => (values[round] ?? Number.NaN) / (others[round] ?? Number.NaN));
}
