/** How like a text is to the nearest examples of a subject: what they share, rare meanings counting more. */
import type { Example, Subject } from './subjects.ts';
import type { Meaning } from './trie.ts';

/** So many examples must be like a text before it is wholly like their subject. */
const companions = 3;

interface Measured {
  readonly example: Example;
  readonly meanings: Uint32Array;
  readonly length: number;
}

/** A text made ready to be compared. */
export interface Compared {
  readonly meanings: ReadonlySet<Meaning>;
  readonly length: number;
}

export class LikenessModel {
  readonly #rarity = new Map<Meaning, number>();
  readonly #examples: readonly (readonly Measured[])[];
  readonly #total: number;
  /** By meaning, what it counts for, of those in the text that is being compared; 0 for all others. A list is looked up faster than a set. */
  readonly #marked: Float64Array;
  #markedFor: Compared | undefined;

  constructor(subjects: readonly Subject[]) {
    const examples = subjects.flatMap((subject) => subject.examples);
    this.#total = examples.length;
    const counts = new Map<Meaning, number>();
    for (const { meanings } of examples) for (const meaning of meanings) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
    for (const [meaning, count] of counts) this.#rarity.set(meaning, this.#rarityOf(count));
    this.#examples = subjects.map((subject) => subject.examples.map((example) => this.#measure(example)));
    this.#marked = new Float64Array(Math.max(-1, ...counts.keys()) + 1);
  }

  #measure(example: Example): Measured {
    return { example, meanings: Uint32Array.from(example.meanings), length: this.#length(example.meanings) };
  }

  /** The square of what a meaning counts for. */
  #rarityOf(count: number): number {
    return Math.log(1 + this.#total / (1 + count)) ** 2;
  }

  #length(meanings: Iterable<Meaning>): number {
    let sum = 0;
    for (const meaning of meanings) sum += this.#rarity.get(meaning) ?? 0;
    return Math.sqrt(sum);
  }

  /** Prepares a text, to compare it with several subjects. */
  prepare(meanings: readonly Meaning[]): Compared {
    return { meanings: new Set(meanings), length: this.#length(meanings) };
  }

  /** 0 to 1: how like a text is to a subject, by the examples most like it. */
  likeness(subject: number, text: Compared): number {
    this.#mark(text);
    const examples = this.#examples[subject] ?? [];
    const best = Array.from({ length: Math.min(companions, Math.max(examples.length, 1)) }, () => 0);
    for (const one of examples) keepBest(best, this.#compare(one, text) * one.example.weight);
    return best.reduce((sum, value) => sum + value, 0) / best.length;
  }

  /** How like a text is to each of a subject's examples. */
  compareAll(subject: number, text: Compared): { example: Example; likeness: number }[] {
    this.#mark(text);
    return (this.#examples[subject] ?? []).map((one) => ({ example: one.example, likeness: this.#compare(one, text) }));
  }

  #mark(text: Compared): void {
    if (this.#markedFor === text) return;
    for (const meaning of this.#markedFor?.meanings ?? []) this.#set(meaning, 0);
    for (const meaning of text.meanings) this.#set(meaning, this.#rarity.get(meaning) ?? 0);
    this.#markedFor = text;
  }

  #set(meaning: Meaning, rarity: number): void {
    if (meaning < this.#marked.length) this.#marked[meaning] = rarity;
  }

  /** With the text that is marked. */
  #compare({ meanings, length }: Measured, text: Compared): number {
    if (length === 0 || text.length === 0) return 0;
    let shared = 0;
    for (const meaning of meanings) shared += this.#marked[meaning] ?? 0;
    return shared / (length * text.length);
  }
}

/** Puts a value into a short list of the highest, highest first. */
function keepBest(best: number[], value: number): void {
  for (let at = 0; at < best.length; at += 1) {
    const here = best[at] ?? 0;
    if (value <= here) continue;
    best.splice(at, 0, value);
    best.pop();
    return;
  }
}
