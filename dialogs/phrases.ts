/** What people type to steer: whole messages, compared without case, accents and punctuation. */
import type { PhraseKind } from '../knowledge/talk-schema.ts';
import type { Library } from '../knowledge/library.ts';

/** A message reduced to what is compared: lower case, no accents, no punctuation, single spaces. */
export function plainWords(text: string): string {
  // Most messages have nothing but ASCII, and for them all of this is one pass.
  if (/^[\x20-\x7E]*$/.test(text))
    return text
      .toLowerCase()
      .replaceAll("'", '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['\u2019]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const books = new WeakMap<Library, ReadonlyMap<string, PhraseKind>>();

/** What is said beside what is meant: "it works now, thanks". */
const polite: ReadonlySet<PhraseKind> = new Set<PhraseKind>(['thanks', 'hello', 'yes']);

/** What a whole message asks for, or `undefined` when it is no steering phrase; politeness around it does not count. */
export function phraseOf(library: Library, text: string): PhraseKind | undefined {
  const book = phraseBook(library);
  const whole = book.get(plainWords(text));
  if (whole !== undefined) return whole;
  const parts = text
    .split(/[,.;:!?\n]+/)
    .map(plainWords)
    .filter((part) => part !== '');
  const kinds = parts.map((part) => book.get(part));
  const meant = new Set(kinds.filter((kind) => kind === undefined || !polite.has(kind)));
  return meant.size === 1 ? [...meant][0] : undefined;
}

/** Whether a sentence has a phrase of several words in it: "this is stupid, I want a human". */
export function mentions(library: Library, kind: PhraseKind, text: string): boolean {
  const said = ` ${plainWords(text)} `;
  return plainPhrases(library, kind).some(({ plain, words }) => words > 1 && said.includes(` ${plain} `));
}

function phraseBook(library: Library): ReadonlyMap<string, PhraseKind> {
  const known = books.get(library);
  if (known !== undefined) return known;
  const steering = [...library.book.phrases].filter(([kind]) => kind !== 'negation');
  const book = new Map(steering.flatMap(([kind, phrases]) => phrases.map((phrase) => [plainWords(phrase), kind] as const)));
  books.set(library, book);
  return book;
}

/** Whether a text turns round what it says: "no, that has not fixed it". */
export function negates(library: Library, text: string): boolean {
  const words = new Set(plainWords(text).split(' '));
  return plainPhrases(library, 'negation').some(({ plain }) => words.has(plain));
}

interface PlainPhrase {
  readonly plain: string;
  /** As it is written, before "-" and the like became spaces. */
  readonly words: number;
}

const plainBooks = new WeakMap<Library, Map<PhraseKind, readonly PlainPhrase[]>>();

/** The phrases of a kind as they are compared. */
function plainPhrases(library: Library, kind: PhraseKind): readonly PlainPhrase[] {
  const book = plainBooks.get(library) ?? new Map<PhraseKind, readonly PlainPhrase[]>();
  const phrases = book.get(kind) ?? (library.book.phrases.get(kind) ?? []).map((phrase) => ({ plain: plainWords(phrase), words: phrase.split(' ').length }));
  plainBooks.set(library, book.set(kind, phrases));
  return phrases;
}
