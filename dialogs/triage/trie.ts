/** A tree of letters that maps expressions to meanings. `*` in an expression stands for the rest of a word. */

export type Meaning = number;

/** What an expression found: where it ends, what it means, and how many of its letters were written out. */
export interface Found {
  readonly end: number;
  readonly meanings: readonly Meaning[];
  readonly letters: number;
  /** The whole word was written out, not its beginning only. */
  readonly whole: boolean;
}

const width = 0x10000;

export class Trie {
  readonly #edges = new Map<number, number>();
  readonly #letters: number[][] = [[]];
  readonly #meanings = new Map<number, Meaning[]>();

  /** Adds an expression of folded words with single spaces between them. */
  add(expression: string, meaning: Meaning): void {
    let node = 0;
    for (let at = 0; at < expression.length; at += 1) node = this.#grow(node, expression.charCodeAt(at));
    const known = this.#meanings.get(node);
    if (known === undefined) this.#meanings.set(node, [meaning]);
    else if (!known.includes(meaning)) known.push(meaning);
  }

  #grow(node: number, letter: number): number {
    const key = node * width + letter;
    const child = this.#edges.get(key);
    if (child !== undefined) return child;
    const grown = this.#letters.length;
    this.#letters.push([]);
    this.#letters[node]?.push(letter);
    this.#edges.set(key, grown);
    return grown;
  }

  /** The node below one by a letter, `undefined` where no expression goes on. */
  below(node: number, letter: number): number | undefined {
    return this.#edges.get(node * width + letter);
  }

  /** The letters that may follow. */
  lettersBelow(node: number): readonly number[] {
    return this.#letters[node] ?? [];
  }

  meaningsAt(node: number): readonly Meaning[] | undefined {
    return this.#meanings.get(node);
  }
}
