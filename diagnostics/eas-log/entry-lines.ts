/** Header lines and exceptions of an entry. */
import type { Entry } from './entry.ts';
import { detached, sign } from './sign.ts';

/** Words kept of the exceptions of one entry. */
const mostWords = 30;

/** Keeps of a header line what a conclusion can rest on: protocol version, throttling, the right server. */
export function readHeader(entry: Entry, line: number, text: string): void {
  const [, name, value] = /^([A-Za-z-]{5,40}) ?: ?(.{0,300})/.exec(text) ?? [];
  if (name === undefined || value === undefined) return;
  switch (name.toLowerCase()) {
    case 'ms-asprotocolversion':
      entry.version = detached(value, 8);
      return;
    case 'x-ms-asthrottle':
    case 'retry-after':
      entry.slowed ??= sign(line, text);
      return;
    case 'x-ms-location':
      entry.location = hostOf(value);
      return;
  }
}

/** The host of an address, and nothing of its path; empty when it is not one. */
function hostOf(address: string): string {
  const host = /^\s*https?:\/\/([A-Za-z0-9.-]{1,253})(?:[:/?]|\s|$)/i.exec(address)?.[1];
  return host === undefined ? '' : detached(host.toLowerCase(), 253);
}

/** Keeps the words of an exception that the facts may know, and the statuses that it carries. */
export function readExceptionLine(entry: Entry, line: number, text: string): void {
  if (entry.words.length >= mostWords && entry.exception !== undefined && entry.code !== '') return;
  // A message may name people; the other lines of an exception are of the program.
  const message = text.startsWith('Exception message');
  const kept = sign(line, message ? 'Exception message: …' : text);
  entry.exception ??= kept;
  const [, name, code] = /^(Http|AirSync)StatusCode ?: ?(\d{1,3})\b/.exec(text) ?? [];
  if (name === 'Http' && entry.code === '' && code !== undefined && Number(code) >= 400) entry.code = detached(code, 3);
  else if (name === 'AirSync' && code !== undefined && entry.words.length < mostWords) entry.words.push({ word: detached(code, 3), sign: kept });
  for (const [word] of detached(text, 300).matchAll(/[A-Z][A-Za-z]{5,60}/g)) {
    if (entry.words.length < mostWords) entry.words.push({ word, sign: message ? sign(line, `Exception message: … ${word} …`) : kept });
  }
}
