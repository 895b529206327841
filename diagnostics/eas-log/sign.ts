/** Lines that are kept as evidence: cut, freed from the file they came from, and masked before they are shown. */
import { evidence } from '../evidence.ts';
import type { Evidence } from '../finding.ts';
import type { Sign } from './request.ts';

/** Characters of a line that are kept. */
const longest = 300;

/** @param line counted from 1. */
export function sign(line: number, text: string): Sign {
  return { line, text: detached(text, longest) };
}

/**
 * The first characters as a string of their own. A slice would keep the whole block of the file alive that it was
 * cut from, and memory would grow with the file.
 */
export function detached(text: string, characters: number): string {
  const cut = text.slice(0, characters).trim();
  // The engine copies a slice this short by itself.
  return cut.length < 13 ? cut : Buffer.from(cut).toString();
}

const secrets: readonly (readonly [RegExp, string])[] = [
  [/\b(User=|cs-username=)[^&\s"]*/gi, '$1[user]'],
  [/\b(DeviceId=)[^&\s"]*/gi, '$1[device id]'],
  [/\b(PolicyKey\s?[:>=]\s?)[^<\s&]+/gi, '$1[policy key]'],
  [/\b((?:Authorization|Cookie|Set-Cookie|Proxy-Authorization)\s?:).*/gi, '$1 [hidden]'],
  [/\b((?:Basic|Bearer|NTLM|Negotiate) )[\w+/=.-]{6,}/gi, '$1[hidden]'],
  [/(\.eas|ActiveSync)\?[A-Za-z0-9+/]{20,}[A-Za-z0-9+/=%]*/gi, '$1?[query]'],
  [/(\/cn=)[^/\s,;"']{1,80}/gi, '$1[name]'],
  [/(\s)[\w.-]{1,64}\\[\w.$-]{1,64}/g, '$1[user]'],
];

/** The text without users, device ids, policy keys and tokens. Mail addresses are left to `mask`. */
export function hideOwner(text: string): string {
  return secrets.reduce((hidden, [pattern, instead]) => hidden.replace(pattern, instead), text);
}

/** What is shown of a line. */
export function shown(one: Sign): Evidence {
  return evidence(one.line, hideOwner(one.text));
}
