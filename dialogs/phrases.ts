/** What people type to steer: whole messages, compared without case, accents and punctuation. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import type { Library } from '../knowledge/library.ts';

/** A message reduced to what is compared: lower case, no accents, no punctuation, single spaces. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['\u2019]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const books = new WeakMap<Library, ReadonlyMap<string, PhraseKind>>();

/** What a whole message asks for, or `undefined` when it is no steering phrase. */
export function phraseOf(library: Library, text: string): PhraseKind | undefined {
  return phraseBook(library).get(
    plainWords(text)
      .replace(/^(ok|okay|please|bitte|hm|well|so|and) (?=.)/, '')
      .replace(/ (please|bitte|pls|plz)$/, ''),
  );
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
  return (library.book.phrases.get('negation') ?? []).some((word) => words.has(plainWords(word)));
}
