/** What a phone shows for what a server answers, by the rules of the facts' codes. */
import type { FactBook } from '../../knowledge/library.ts';

type Code = FactBook['codes'] extends ReadonlyMap<string, infer Entry> ? Entry : never;

/** What the facts say about an HTTP status: 400 to 417, 449, and 500 to 503 have a code of the phone. */
export function codeOfStatus(status: number, book: FactBook): Code | undefined {
  const place = status === 449 ? 0x13 : status >= 400 && status <= 417 ? status - 399 : status >= 500 && status <= 503 ? status - 500 + 0x14 : undefined;
  return place === undefined ? undefined : book.codes.get(hex(0x85010000 + place));
}

/** What the facts say about a status inside an ActiveSync answer. @param status 101 to 177. */
export function codeOfInnerStatus(status: number, book: FactBook): Code | undefined {
  return book.codes.get(hex(0x86000c00 + status - 101));
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(8, '0');
}
