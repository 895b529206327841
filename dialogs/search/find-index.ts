/** Finds by words and by beginnings of words: what somebody types is seldom finished. */
import { partsOfName, tokensOf } from '../triage/fold.ts';
import type { Find, Phrase } from './finds.ts';

/** Words of a query that are read. */
const mostWords = 12;
/** What a beginning of a word is worth beside the whole word. */
const beginning = 0.6;

export interface Hit {
  readonly find: Find;
  readonly score: number;
  /** Whether it has all words of the query. */
  readonly whole: boolean;
}

export class FindIndex {
  readonly finds: readonly Find[];
  /** For each word, the places of the finds that have it, with the greatest weight it has in each. */
  readonly #places = new Map<string, Map<number, number>>();
  readonly #words: readonly string[];

  constructor(entries: readonly (readonly [Find, readonly Phrase[]])[]) {
    this.finds = entries.map(([find]) => find);
    for (const [at, [, phrases]] of entries.entries()) for (const phrase of phrases) this.#learn(at, phrase);
    this.#words = [...this.#places.keys()].toSorted();
  }

  /** What has the words of a query, best first. Rare words say more, and so does having all of them. */
  search(query: string): Hit[] {
    const words = [...new Set(wordsOf(query))].slice(0, mostWords);
    const sums = new Map<number, { score: number; count: number }>();
    for (const word of words) {
      const places = this.#placesOf(word);
      const rarity = Math.log(1 + this.finds.length / Math.max(1, places.size));
      for (const [at, weight] of places) {
        const before = sums.get(at) ?? { score: 0, count: 0 };
        sums.set(at, { score: before.score + weight * rarity, count: before.count + 1 });
      }
    }
    const hits = [...sums].flatMap(([at, { score, count }]) => {
      const find = this.finds[at];
      return find === undefined ? [] : [{ find, at, score: score * (count / words.length) ** 2, whole: count === words.length }];
    });
    return hits.toSorted((one, other) => other.score - one.score || one.at - other.at);
  }

  #learn(at: number, { text, weight }: Phrase): void {
    for (const word of wordsOf(text)) {
      const places = this.#places.get(word) ?? new Map<number, number>();
      this.#places.set(word, places.set(at, Math.max(weight, places.get(at) ?? 0)));
    }
  }

  #placesOf(word: string): ReadonlyMap<number, number> {
    const found = new Map(this.#places.get(word));
    for (let index = firstFrom(this.#words, word); this.#words[index]?.startsWith(word) === true; index += 1)
      for (const [at, weight] of this.#places.get(this.#words[index] ?? '') ?? []) found.set(at, Math.max(weight * beginning, found.get(at) ?? 0));
    return found;
  }
}

/** Folded words, and the parts of names such as `AllowCamera`; a code is the same with and without `0x`. */
function wordsOf(text: string): string[] {
  return tokensOf(text).flatMap(({ word, typed }) => {
    const parts = partsOfName(typed);
    return [word.replace(/^0x(?=[0-9a-f]{8}$)/, ''), ...(parts.length > 1 ? parts : [])];
  });
}

/** The place of the first word that is not before that one. */
function firstFrom(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
