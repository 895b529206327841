/** Looks up expressions in a text: the longest that begins at a place, and the nearest to a mistyped word. */
import type { Found, Trie } from './trie.ts';

/** A text to search: its folded letters, and for each place the end of the word it stands in. */
export interface Line {
  readonly letters: string;
  /** Index after the last letter of the word at each place. */
  readonly wordEnd: readonly number[];
  /** Writing without spaces: an expression may end anywhere. */
  readonly unspaced: readonly boolean[];
}

const star = '*'.charCodeAt(0);

/** The longest expression that begins at a place and ends with a word. */
export function longestAt(trie: Trie, line: Line, start: number): Found | undefined {
  return walk(trie, line, { node: 0, at: start, letters: 0 });
}

interface Step {
  readonly node: number;
  readonly at: number;
  readonly letters: number;
}

function walk(trie: Trie, line: Line, from: Step): Found | undefined {
  let best: Found | undefined;
  let node: number | undefined = from.node;
  for (let at = from.at, letters = from.letters; node !== undefined; at += 1, letters += 1) {
    const starred = trie.below(node, star);
    if (starred !== undefined && at > from.at) best = better(best, beyond(trie, line, { node: starred, at, letters }));
    const meanings = trie.meaningsAt(node);
    if (meanings !== undefined && at > from.at && endsWord(line, at)) best = better(best, { end: at, meanings, letters, whole: true });
    node = at < line.letters.length ? trie.below(node, line.letters.charCodeAt(at)) : undefined;
  }
  return best;
}

/** What follows once `*` has taken the rest of the word. */
function beyond(trie: Trie, line: Line, star: Step): Found | undefined {
  const end = line.wordEnd[star.at - 1] ?? star.at;
  const meanings = trie.meaningsAt(star.node);
  const here = meanings && { end, meanings, letters: star.letters, whole: end === star.at };
  return better(here, walk(trie, line, { node: star.node, at: end, letters: star.letters }));
}

function endsWord(line: Line, at: number): boolean {
  return line.wordEnd[at - 1] === at || line.unspaced[at - 1] === true;
}

function better(one: Found | undefined, other: Found | undefined): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (other.end !== one.end) return other.end > one.end ? other : one;
  if (other.letters === one.letters) return { ...one, meanings: [...new Set([...one.meanings, ...other.meanings])] };
  return other.letters > one.letters ? other : one;
}

/** Words shorter than this must be spelt right. */
const shortestTypo = 5;
/** A beginning of a word shorter than this must be spelt right. */
const shortestStemTypo = 6;

/** The expression of one word nearest to a word with one letter wrong, missing, doubled or swapped; its first letter and its digits must be right. */
export function nearest(trie: Trie, word: string): Found | undefined {
  if (word.length < shortestTypo || /\d/.test(word)) return undefined;
  let best: Found | undefined;
  let node = trie.below(0, word.charCodeAt(0));
  for (let at = 1; node !== undefined && at <= word.length; at += 1) {
    for (const [next, rest] of edits(trie, node, word, at)) best = closer(best, follow(trie, next, word, rest));
    node = at < word.length ? trie.below(node, word.charCodeAt(at)) : undefined;
  }
  return best;
}

/** Where the expression and the word may go on after one slip at a letter. */
function edits(trie: Trie, node: number, word: string, at: number): [number, number][] {
  const ways: [number, number][] = at < word.length ? [[node, at + 1]] : [];
  trie.eachBelow(node, (letter, child) => {
    if (letter === star) return;
    ways.push([child, at]);
    if (at < word.length) ways.push([child, at + 1]);
    const swapped = letter === word.charCodeAt(at + 1) ? trie.below(child, word.charCodeAt(at)) : undefined;
    if (swapped !== undefined) ways.push([swapped, at + 2]);
  });
  return ways;
}

function follow(trie: Trie, from: number, word: string, start: number): Found | undefined {
  let best: Found | undefined;
  let node: number | undefined = from;
  for (let at = start; node !== undefined && at <= word.length; at += 1) {
    const stem = at >= shortestStemTypo ? trie.below(node, star) : undefined;
    const begun = stem === undefined ? undefined : trie.meaningsAt(stem);
    if (begun) best = closer(best, { end: word.length, meanings: begun, letters: at, whole: at === word.length });
    const meanings = at === word.length ? trie.meaningsAt(node) : undefined;
    if (meanings) best = closer(best, { end: at, meanings, letters: at, whole: true });
    node = at < word.length ? trie.below(node, word.charCodeAt(at)) : undefined;
  }
  return best;
}

function closer(one: Found | undefined, other: Found | undefined): Found | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.letters > one.letters ? other : one;
}
