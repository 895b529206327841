/** Reads a text into mentions: words and expressions that mean something to triage, each as it was typed. */
import { compose, fold, isUnspaced, partsOfName, type Token, tokensOf } from './fold.ts';
import { type Line, longestAt, nearest } from './find.ts';
import type { Found, Meaning, Trie } from './trie.ts';

export interface Mention {
  readonly meanings: readonly Meaning[];
  /** As the person typed it. */
  readonly typed: string;
}

export interface Reading {
  readonly mentions: readonly Mention[];
  /** Words that mean nothing to triage. */
  readonly unknown: readonly string[];
}

/** The words of a text side by side, with what was typed for each. */
interface Page extends Line {
  readonly text: string;
  readonly words: readonly Word[];
}

interface Word extends Token {
  /** Where it begins on the page. */
  readonly start: number;
}

/** Reads a text. Takes time in proportion to its length, however much triage knows. */
export function read(trie: Trie, text: string): Reading {
  const page = { ...layOut(tokensOf(text)), text: compose(text) };
  const mentions: Mention[] = [];
  const unknown: string[] = [];
  for (let index = 0; index < page.words.length; index += 1) {
    const word = page.words[index];
    if (word === undefined) continue;
    const found = word.unspaced ? readUnspaced(trie, page, word, mentions) : readWord(trie, page, word, mentions);
    if (!found) unknown.push(word.typed);
    while ((page.words[index + 1]?.start ?? Infinity) < (found ?? 0)) index += 1;
  }
  return { mentions, unknown };
}

/** Words typed in capitals are marked, so that expressions in capitals match only those. */
const capitalsMark = '^';

function layOut(tokens: readonly Token[]): Omit<Page, 'text'> {
  const words: Word[] = [];
  const wordEnd: number[] = [];
  const unspaced: boolean[] = [];
  let letters = '';
  for (const token of tokens) {
    if (letters !== '') letters += ' ';
    words.push({ ...token, start: letters.length });
    letters += token.word;
    while (wordEnd.length < letters.length) {
      wordEnd.push(letters.length);
      unspaced.push(token.unspaced);
    }
  }
  return { letters, wordEnd, unspaced, words };
}

/** Reads the word at a place and what belongs to it; answers where reading goes on, `undefined` when nothing is known. */
function readWord(trie: Trie, page: Page, word: Word, mentions: Mention[]): number | undefined {
  const end = word.start + word.word.length;
  const found = longestAt(trie, page, word.start);
  if (found !== undefined && found.end > end) return mention(page, word.start, found, mentions);
  if (found?.whole !== true && readName(trie, word, mentions)) return end;
  const meanings = [...shoutedMeanings(trie, word), ...(found?.meanings ?? [])];
  if (meanings.length > 0) mentions.push({ meanings, typed: word.typed });
  const inner = found !== undefined && !found.whole && readParts(trie, word, found.letters, mentions);
  if (meanings.length > 0 || inner) return end;
  const near = nearest(trie, word.word);
  if (near !== undefined) mentions.push({ meanings: near.meanings, typed: word.typed });
  return near !== undefined || readParts(trie, word, 2, mentions) ? end : undefined;
}

/** What a word means that stands for something else in capitals. */
function shoutedMeanings(trie: Trie, word: Word): readonly Meaning[] {
  return word.capitals ? (longestAt(trie, layOut([{ ...word, word: capitalsMark + word.word }]), 0)?.meanings ?? []) : [];
}

/** `MailboxDatabaseCopyStatus` is read as four words, unless it is known as one. */
function readName(trie: Trie, word: Word, mentions: Mention[]): boolean {
  const parts = partsOfName(word.typed);
  if (parts.length < 2) return false;
  const inner = read(trie, parts.join(' ')).mentions;
  mentions.push(...inner.map(({ meanings }) => ({ meanings, typed: word.typed })));
  return inner.length > 0;
}

function mention(page: Page, start: number, found: Found, mentions: Mention[]): number {
  const covered = page.words.filter((word) => word.start >= start && word.start < found.end);
  mentions.push({ meanings: found.meanings, typed: page.text.slice(covered[0]?.from, covered.at(-1)?.to) });
  return found.end;
}

/** Words shorter or longer than this are not taken apart. */
const shortestCompound = 8;
const longestCompound = 80;

/** The parts of a compound after its first letters: `firmen|handy`, `stamm|zertifikat`. */
function readParts(trie: Trie, word: Word, from: number, mentions: Mention[]): boolean {
  if (word.word.length < shortestCompound || word.word.length > longestCompound) return false;
  const line = { ...layOut([word]), unspaced: Array.from(word.word, () => true) };
  let known = false;
  for (let at = from; at <= word.word.length - 4; at += 1) {
    const part = longestAt(trie, line, at);
    if (part === undefined || !isPart(part, at, word.word.length)) continue;
    mentions.push({ meanings: part.meanings, typed: word.typed });
    known = true;
    at = Math.max(at, at + part.letters - 1);
  }
  return known;
}

function isPart(part: Found, at: number, length: number): boolean {
  return part.letters >= 5 || (part.letters === 4 && at + 4 === length);
}

/** Reads a run of writing without spaces, expression by expression. */
function readUnspaced(trie: Trie, page: Page, word: Word, mentions: Mention[]): number | undefined {
  const end = word.start + word.word.length;
  let known = false;
  let at = word.start;
  while (at < end) {
    const found = longestAt(trie, page, at);
    if (found === undefined) {
      at += 1;
      continue;
    }
    known = true;
    mentions.push({ meanings: found.meanings, typed: page.text.slice(word.from + at - word.start, word.from + found.end - word.start) });
    at = found.end;
  }
  return known ? at : undefined;
}

/** An expression of facts or guides as the trie keeps it: folded words with single spaces, `*` where any ending may stand. */
export function asExpression(phrase: string): string {
  if (/^[A-Z]{2,}\d*$/.test(phrase)) return capitalsMark + fold(phrase);
  if (isUnspaced(phrase))
    return tokensOf(phrase)
      .map((token) => token.word)
      .join(' ');
  return fold(phrase)
    .replace(/[^\p{L}\p{N}\p{M}*]+/gu, ' ')
    .trim();
}
