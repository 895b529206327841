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

const none = 0;

/** Nodes are numbers; each list holds one thing about every node, for a hundred thousand small objects would cost too much. */
export class Trie {
  readonly #letter: number[] = [none];
  readonly #firstChild: number[] = [none];
  readonly #nextSibling: number[] = [none];
  /** The first node has thousands of children. */
  readonly #firstLetters = new Map<number, number>();
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
    const child = this.below(node, letter);
    if (child !== undefined) return child;
    const grown = this.#letter.push(letter) - 1;
    this.#firstChild.push(none);
    this.#nextSibling.push(this.#firstChild[node] ?? none);
    this.#firstChild[node] = grown;
    if (node === 0) this.#firstLetters.set(letter, grown);
    return grown;
  }

  /** The node below one by a letter, `undefined` where no expression goes on. */
  below(node: number, letter: number): number | undefined {
    if (node === 0) return this.#firstLetters.get(letter);
    let child = this.#firstChild[node] ?? none;
    while (child !== none && this.#letter[child] !== letter) child = this.#nextSibling[child] ?? none;
    return child === none ? undefined : child;
  }

  /** The letters that may follow, each with its node. */
  *children(node: number): Generator<{ letter: number; child: number }> {
    for (let child = this.#firstChild[node] ?? none; child !== none; child = this.#nextSibling[child] ?? none) {
      yield { letter: this.#letter[child] ?? none, child };
    }
  }

  meaningsAt(node: number): readonly Meaning[] | undefined {
    return this.#meanings.get(node);
  }
}
