/** Finds the error codes of the facts in a text, however they are typed. */

export interface CodeMention {
  readonly codes: readonly string[];
  readonly typed: string;
}

/** Looks up codes of eight hexadecimal digits by their exact form, with one digit lost or doubled, and by their last digits. */
export interface CodeBook {
  readonly exact: ReadonlySet<string>;
  readonly shortened: ReadonlyMap<string, readonly string[]>;
  readonly endings: ReadonlyMap<string, readonly string[]>;
}

const digits = 8;

/** Prepares the look-up. */
export function bindCodes(codes: Iterable<string>): CodeBook {
  const exact = new Set(codes);
  const shortened = new Map<string, string[]>();
  const endings = new Map<string, string[]>();
  for (const code of exact) {
    for (const short of new Set(withoutOne(code))) push(shortened, short, code);
    for (const length of [3, 4, 5]) push(endings, code.slice(-length), code);
  }
  return { exact, shortened, endings };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function withoutOne(code: string): string[] {
  return Array.from(code, (_, at) => code.slice(0, at) + code.slice(at + 1));
}

/** Hexadecimal groups that may be parts of one code; letters O and l stand for the digits they look like. */
const run = /(?<![\p{L}\p{N}])(?:0x ?)?[0-9a-fol]{1,10}(?:(?:[ .\-_\u2009]| - )[0-9a-fol]{1,8}){0,7}(?![\p{L}\p{N}])/giu;

/** The codes of a text, each once, in order. */
export function readCodes(book: CodeBook, text: string): CodeMention[] {
  const found: CodeMention[] = [];
  for (const [typed] of text.normalize('NFKC').matchAll(run)) {
    const groups = typed
      .replace(/^0x ?/i, '')
      .split(/[ .\-_\u2009]+/)
      .filter((group) => group !== '');
    const whole = lookUp(book, asHex(groups.join('')), groups.length);
    found.push(...(whole.length > 0 ? [{ codes: whole, typed }] : readRun(book, groups)));
  }
  return found;
}

/** Joins neighbouring groups of a run, longest first, until they make a code. */
function readRun(book: CodeBook, groups: readonly string[]): CodeMention[] {
  for (let size = groups.length; size > 0; size -= 1) {
    for (let from = 0; from + size <= groups.length; from += 1) {
      const typed = groups.slice(from, from + size);
      const codes = lookUp(book, asHex(typed.join('')), size);
      if (codes.length > 0) return [{ codes, typed: typed.join(' ') }, ...readRun(book, groups.slice(from + size))];
    }
  }
  return [];
}

function asHex(group: string): string {
  return group.replace(/^0x/i, '').toUpperCase().replaceAll('O', '0').replaceAll('L', '1');
}

function lookUp(book: CodeBook, hex: string, groups: number): readonly string[] {
  if (!/\d/.test(hex)) return [];
  if (hex.length === digits) return book.exact.has(hex) ? [hex] : [];
  if (hex.length === digits - 1) return book.shortened.get(hex) ?? [];
  if (hex.length === digits + 1) return [...new Set(withoutOne(hex).filter((short) => book.exact.has(short)))];
  const ending = groups === 1 && /[A-F]/.test(hex) ? (book.endings.get(hex) ?? []) : [];
  return ending.length === 1 ? ending : [];
}
