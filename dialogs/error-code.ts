/** Error codes of phones in free text, looked up in the facts. */
import type { Certainty } from '../knowledge/schema.ts';
import type { FactBook } from '../knowledge/library.ts';

export interface CodeFinding {
  readonly code: string;
  readonly cause: string;
  readonly meaning: string;
  readonly certainty: Certainty;
}

/** Eight hexadecimal digits, with or without 0x, as phones show them. */
const codePattern = /(?<![0-9a-z])(?:0x)?([0-9a-f]{8})(?![0-9a-z])/gi;

/** The first code of the text that the facts know, else the first code in it, else `undefined`. */
export function readErrorCode(text: string, book: FactBook): CodeFinding | { readonly code: string; readonly cause?: undefined } | undefined {
  const codes = [...text.matchAll(codePattern)].map((match) => (match[1] ?? '').toUpperCase()).filter((code) => /\d/.test(code));
  for (const code of codes) {
    const row = book.codes.get(code);
    if (row !== undefined) return { code, cause: row.cause, meaning: row.meaning, certainty: row.certainty };
  }
  return codes[0] === undefined ? undefined : { code: codes[0] };
}
