/** Text as triage compares it: words without case, accents and punctuation, each with what was typed. */

export interface Token {
  /** The folded word; a run of Chinese, Japanese or Korean writing is one token. */
  readonly word: string;
  readonly typed: string;
  /** Where it begins and ends in the composed text (NFKC). */
  readonly from: number;
  readonly to: number;
  /** Typed in capitals, in a message that is not all capitals. */
  readonly capitals: boolean;
  /** Writing without spaces between words: a word may begin at any character. */
  readonly unspaced: boolean;
}

const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}]/u;
const tokenPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+|[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]]+/gv;
const camelCase = /(?<=[a-z0-9])(?=[A-Z][a-z])/u;
const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', ı: 'i', đ: 'd', ð: 'd', þ: 'th' };

/** A word in lower case, without accents, with the letters of one alphabet told apart no more than people do. */
export function fold(word: string): string {
  if (isPlain(word)) return word.toLowerCase();
  const bare = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return bare.replace(/[ßøæœłıđðþ]/g, (letter) => letters[letter] ?? letter);
}

/** Letters of a text that are read: some signs stand for eighteen of them. */
const mostLetters = 8_000;

/** A text with one way to write each character. */
export function compose(text: string): string {
  return isPlain(text) ? text : text.normalize('NFKC').slice(0, mostLetters);
}

function isPlain(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

/** Whether a text holds writing without spaces between words. */
export function isUnspaced(text: string): boolean {
  return !isPlain(text) && unspaced.test(text);
}

/** The words of a text in order. */
export function tokensOf(text: string): Token[] {
  const clean = compose(text);
  const shouting = !/\p{Ll}/u.test(clean);
  return [...clean.matchAll(tokenPattern)].map(({ 0: typed, index }) => ({
    word: fold(typed),
    typed,
    from: index,
    to: index + typed.length,
    capitals: !shouting && typed.length > 1 && typed === typed.toUpperCase() && typed !== typed.toLowerCase(),
    unspaced: isUnspaced(typed),
  }));
}

/** The parts of a name written like `DeviceAccessState`; the word alone when it has none. */
export function partsOfName(typed: string): string[] {
  return typed.split(camelCase).map(fold);
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** A phrase as it is written with and without umlauts: `Gerät` is also typed `Geraet`. */
export function spellings(phrase: string): string[] {
  const wide = phrase.replace(/[äöüåø]/gi, (letter) => umlauts[letter.toLowerCase()] ?? letter);
  return wide === phrase ? [phrase] : [phrase, wide];
}
