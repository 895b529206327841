/** Names of servers as people type them, and which of them may be looked into. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** The end of a name; a number there would make it an address to some programs. */
const lastLabel = /^(?:xn--[a-z0-9-]+|[a-z]{2,63})$/;
const longestName = 253;
/** An address, a port, a name with a user before it, a path, or a disguise. */
const notInNames = /[\s\p{C}:/\\@?#%[\]]/u;

/** A name in lower-case ASCII (IDN as `xn--…`), of two labels or more; `undefined` for anything else, also for addresses. */
export function hostName(text: string): string | undefined {
  if (text.length > longestName || notInNames.test(text)) return undefined;
  const plain = /^[\x20-\x7e]*$/.test(text);
  const name = plain ? text.toLowerCase() : domainToASCII(text);
  // Letters that only look different from plain ones are there to deceive.
  if (!plain && !name.includes('xn--')) return undefined;
  return isHostName(name) ? name : undefined;
}

function isHostName(name: string): boolean {
  const labels = name.split('.');
  return labels.length > 1 && name.length <= longestName && labels.every((one) => label.test(one)) && lastLabel.test(labels.at(-1) ?? '') && isIP(name) === 0;
}

/** The listed domain that a name is, or lies below. @param name as `hostName` gives it. */
export function domainOf(name: string, domains: readonly string[]): string | undefined {
  return domains.find((domain) => name === domain || name.endsWith(`.${domain}`));
}
