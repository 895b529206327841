/** Where an answer sends the phone. */
import type { ProbeAnswer } from './network.ts';
import { shown } from './read-answer.ts';

const longest = 1_000;

/** An address to ask next: HTTPS on its usual port, without a user in it. */
export interface Target {
  readonly host: string;
  /** With the slash it begins with. */
  readonly path: string;
}

/** The target of a redirect, or why it is none. @param base the address that was asked. */
export function redirectTarget(answer: ProbeAnswer, base: string): Target | string {
  const location = answer.headers.get('location')?.[0] ?? '';
  const url = location.length > longest || /[^\x21-\x7e]|\\/.test(location) ? null : URL.parse(location, base);
  if (url === null || location === '') return 'It sends the phone on, but to no address that can be read.';
  if (url.protocol !== 'https:') return `It sends the phone on to an address that is not encrypted (${shown(url.protocol)}//). A phone must not follow.`;
  if (url.username !== '' || url.password !== '') return 'It sends the phone on to an address with a user name in it. This is not followed.';
  if (url.port !== '') return `It sends the phone on to port ${url.port}. Only port 443 is checked.`;
  return { host: url.hostname, path: url.pathname + url.search };
}

/** The host of a redirect's target, fit to be shown. */
export function hostOf(answer: ProbeAnswer): string | undefined {
  const url = URL.parse(answer.headers.get('location')?.[0]?.slice(0, longest) ?? '');
  return url === null || url.hostname === '' ? undefined : shown(url.hostname);
}
