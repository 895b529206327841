/** Reads the parts of an answer that say something, and none of its words as they are. */
import { mask } from '../mask.ts';
import type { ProbeAnswer } from './network.ts';

/** Characters of a value from outside that are shown. */
const longestShown = 80;

/** A header's first value, made fit to be shown; `undefined` when there is none. */
export function header(answer: ProbeAnswer, name: string): string | undefined {
  const value = answer.headers.get(name)?.[0]?.trim();
  return value === undefined || value === '' ? undefined : shown(value);
}

/** Text from outside on one line, without what could be read as something else, and not long. */
export function shown(text: string): string {
  return plain(mask(text.slice(0, 4 * longestShown).replace(/[^\x20-\x7e]|[<>[\]*_`|\\]/g, ' ')), longestShown);
}

/** Text on one line, without characters that cannot be seen. @param longest in characters. */
export function plain(text: string, longest: number): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

const scheme = /(?:^|,)\s{0,5}([A-Za-z][A-Za-z0-9-]{1,20})(?=\s+[^=\s]|\s*,|\s*$)/g;

/** The ways to sign in that an answer offers: `Basic`, `Negotiate`, `NTLM` … */
export function schemesOf(answer: ProbeAnswer): readonly string[] {
  const values = answer.headers.get('www-authenticate') ?? [];
  return [...new Set(values.flatMap((value) => [...value.slice(0, 500).matchAll(scheme)].map((match) => match[1] ?? '')))].slice(0, 5);
}

/** Whether Basic is among them, which phones of that time sign in with. */
export function offersBasic(schemes: readonly string[]): boolean {
  return schemes.some((one) => one.toLowerCase() === 'basic');
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Whether an answer is an Autodiscover document, with settings or with an error. */
export function isAutodiscover({ body }: ProbeAnswer): boolean {
  return /<Autodiscover[\s>]/i.test(new TextDecoder().decode(body.subarray(0, 2_000)));
}

/** The statuses that an ActiveSync answer can have in itself. */
const commonStatuses = { first: 101, last: 177 };

/** The status inside an ActiveSync answer (WBXML), which newer servers give in place of an HTTP status. */
export function innerStatus({ body, headers }: ProbeAnswer): number | undefined {
  if (!(headers.get('content-type')?.[0] ?? '').toLowerCase().startsWith('application/vnd.ms-sync.wbxml')) return undefined;
  // A text in WBXML begins with the byte 3 and ends with 0; a status is three digits.
  const bytes = String.fromCharCode(...body.subarray(0, 200));
  // oxlint-disable-next-line no-control-regex
  const status = Number(/\x03(1\d\d)\x00/.exec(bytes)?.[1]);
  return status >= commonStatuses.first && status <= commonStatuses.last ? status : undefined;
}
