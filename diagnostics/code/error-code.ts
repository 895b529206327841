/** Error codes of phones in free text, looked up in the facts. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';
import { bindCodes, type CodeBook, readCodes } from './codes.ts';

export interface CodeFinding {
  readonly code: string;
  /** Whether the text had it digit by digit; else it was split, or a digit was lost or doubled. */
  readonly exact: boolean;
  readonly cause: string;
  readonly meaning: string;
  readonly certainty: Certainty;
}

/** Eight hexadecimal digits, with or without 0x, as phones show them. */
const codePattern = /(?<![0-9a-z])(?:0x)?([0-9a-f]{8})(?![0-9a-z])/gi;
const codeBooks = new WeakMap<FactBook, CodeBook>();

/** The first code of the text that the facts know, else the first eight-digit code in it, else `undefined`. */
export function readErrorCode(text: string, book: FactBook): CodeFinding | { readonly code: string; readonly cause?: undefined } | undefined {
  const spelled = [...text.matchAll(codePattern)].map((match) => (match[1] ?? '').toUpperCase()).filter((code) => /\d/.test(code));
  const read = readCodes(codeBookOf(book), text).flatMap((mention) => (mention.codes.length === 1 ? mention.codes : []));
  for (const code of [...spelled, ...read]) {
    const row = book.codes.get(code);
    if (row !== undefined) return { code, exact: spelled.includes(code), cause: row.cause, meaning: row.meaning, certainty: row.certainty };
  }
  return spelled[0] === undefined ? undefined : { code: spelled[0] };
}

function codeBookOf(book: FactBook): CodeBook {
  const known = codeBooks.get(book) ?? bindCodes(book.codes.keys());
  codeBooks.set(book, known);
  return known;
}
