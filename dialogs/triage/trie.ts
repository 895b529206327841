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

/** A node's places in the list of all nodes: its letter, its first child, its next sibling. */
const letterOf = 0;
const childOf = 1;
const siblingOf = 2;
const perNode = 3;

/** Nodes are numbers, and all they are stands in one list of numbers: a hundred thousand small objects would cost too much. */
export class Trie {
  #nodes = new Int32Array(perNode * 65_536);
  /** Places of the list that are taken; the first node is the root. */
  #taken = perNode;
  /** The root has thousands of children. */
  readonly #firstLetters = new Map<number, number>();
  readonly #meanings = new Map<number, Meaning[]>();

  /** Adds an expression of folded words with single spaces between them. */
  add(expression: string, meaning: Meaning): void {
    let node = 0;
    for (let at = 0; at < expression.length; at += 1) {
      const letter = expression.charCodeAt(at);
      node = this.below(node, letter) ?? this.#grow(node, letter);
    }
    const known = this.#meanings.get(node);
    if (known === undefined) this.#meanings.set(node, [meaning]);
    else if (!known.includes(meaning)) known.push(meaning);
  }

  #grow(node: number, letter: number): number {
    const grown = this.#taken;
    this.#taken += perNode;
    if (this.#taken > this.#nodes.length) {
      const nodes = new Int32Array(this.#nodes.length * 2);
      nodes.set(this.#nodes);
      this.#nodes = nodes;
    }
    const nodes = this.#nodes;
    nodes[grown + letterOf] = letter;
    nodes[grown + siblingOf] = nodes[node + childOf] ?? none;
    nodes[node + childOf] = grown;
    if (node === 0) this.#firstLetters.set(letter, grown);
    return grown;
  }

  /** The node below one by a letter, `undefined` where no expression goes on. */
  below(node: number, letter: number): number | undefined {
    if (node === 0) return this.#firstLetters.get(letter);
    const nodes = this.#nodes;
    let child = nodes[node + childOf] ?? none;
    while (child !== none && nodes[child + letterOf] !== letter) child = nodes[child + siblingOf] ?? none;
    return child === none ? undefined : child;
  }

  /** Calls for each letter that may follow, with its node. */
  eachBelow(node: number, look: (letter: number, child: number) => void): void {
    const nodes = this.#nodes;
    for (let child = nodes[node + childOf] ?? none; child !== none; child = nodes[child + siblingOf] ?? none) look(nodes[child + letterOf] ?? none, child);
  }

  meaningsAt(node: number): readonly Meaning[] | undefined {
    return this.#meanings.get(node);
  }
}
