/**
 * The code of a case, such as K7M-3QX-4: short enough to be read out over the telephone, and checked so that one wrong
 * character, or two that changed places, never names another case.
 */

/** No I L O U, no 0 and 1: nothing here is taken for something else. V is left out too, so that their number is prime. */
export const codeLetters = '23456789ABCDEFGHJKMNPQRSTWXYZ';
/** Characters before the last one, which is computed of them. */
export const codeLength = 6;
/** Milliseconds after the last turn of a case for which its code is good. */
export const codeLasts = 24 * 60 * 60 * 1000;

const prime = codeLetters.length;
/** 25 × 7 is 1 modulo 29, so this undoes the weight of the last place. */
const inverseOfLast = 25;

/** The code of six random numbers under 29. */
export function codeOf(numbers: readonly number[]): string {
  const last = (((prime - (weighted(numbers) % prime)) % prime) * inverseOfLast) % prime;
  return [...numbers, last].map((number) => codeLetters.charAt(number)).join('');
}

/** Each place counts with a weight of its own, modulo a prime: one change, or two places exchanged, always change the sum. */
function weighted(numbers: readonly number[]): number {
  return numbers.reduce((sum, number, index) => sum + number * (index + 1), 0);
}

/** What is typed around a code. */
const before = /^(?:join|case|code|the code is|my code is)\s+/i;

/** The code that a message consists of, or why it is none: `wrong` when it has the form of a code and was misheard. */
export function readCode(text: string): { readonly kind: 'code'; readonly code: string } | { readonly kind: 'wrong' } | undefined {
  const said = text
    .trim()
    .replace(before, '')
    .replace(/[.!]+$/, '');
  const plain = said.replace(/[\s\u2010-\u2015-]+/g, '').toUpperCase();
  if (!/^[0-9A-Z]{7}$/.test(plain)) return undefined;
  const numbers = [...plain].map((letter) => codeLetters.indexOf(letter));
  if (!numbers.includes(-1) && weighted(numbers) % prime === 0) return { kind: 'code', code: plain };
  return /\d/.test(plain) || /^\w{3}\W\w{3}\W\w$/.test(said) ? { kind: 'wrong' } : undefined;
}

/** The code as it is shown and read out. */
export function spelled(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}
