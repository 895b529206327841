/** In what share of a subject's examples each meaning is mentioned, and how much that tells. */
import type { Subject } from './subjects.ts';
import type { Meaning } from './trie.ts';

export type Shares = ReadonlyMap<Meaning, number>;

/** The share of a subject's examples that mention each meaning, 0 to 1. */
export function sharesOf({ examples }: Subject): Shares {
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const shares = new Map<Meaning, number>();
  for (const { meanings, weight } of examples) {
    for (const meaning of meanings) shares.set(meaning, (shares.get(meaning) ?? 0) + weight / total);
  }
  return shares;
}

/** The mean of several subjects' shares. */
export function meanOf(all: readonly Shares[]): Shares {
  const sum = new Map<Meaning, number>();
  for (const shares of all) for (const [meaning, share] of shares) sum.set(meaning, (sum.get(meaning) ?? 0) + share / all.length);
  return sum;
}

/** A meaning spread over this many subjects tells little, also when there are fewer. */
const fewSubjects = 20;
/** A meaning tells all it can when it is at most this evenly spread. */
const steepness = 2;

/** How much each meaning tells, 0 to 1: little when it is spread evenly over all subjects, as please and the are. */
export function spreadOf(all: readonly Shares[]): ReadonlyMap<Meaning, number> {
  const sums = new Map<Meaning, { share: number; entropy: number }>();
  for (const [meaning, share] of all.flatMap((shares) => [...shares])) {
    const sum = sums.get(meaning) ?? { share: 0, entropy: 0 };
    sums.set(meaning, { share: sum.share + share, entropy: sum.entropy - share * Math.log(share) });
  }
  const most = Math.log(Math.max(all.length, fewSubjects));
  return new Map([...sums].map(([meaning, sum]) => [meaning, tellingOf((Math.log(sum.share) + sum.entropy / sum.share) / most)]));
}

function tellingOf(evenness: number): number {
  return Math.min(1, Math.max(0, (1 - evenness) * steepness));
}
