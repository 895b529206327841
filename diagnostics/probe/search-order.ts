/** Where a phone looks for its server, as the facts list it. */
import type { Certainty } from '../../knowledge/schema.ts';
import type { Context } from '../finding.ts';
import { profileOf } from '../policy/profile.ts';

export type Place =
  | { readonly kind: 'https' | 'http'; readonly number: string; readonly host: string; readonly path: string; readonly certainty: Certainty }
  | { readonly kind: 'srv'; readonly number: string; readonly path: string; readonly certainty: Certainty };

const address = /^(https?):\/\/([^/]+)(\/\S*)$/;
/** A service record names a server, and no path on it. */
const usualPath = '/autodiscover/autodiscover.xml';

/** The places in their order; what a person does by hand is left out. None of a phone whose profile names no list of them. */
export function searchOrder(domain: string, { book, profile }: Pick<Context, 'book' | 'profile'>): readonly Place[] {
  const rows = book.tables.get(profileOf({ book, profile })?.searches ?? '')?.rows ?? [];
  return rows.flatMap(({ cells: [number = '', where = ''], certainty }): Place[] => {
    if (/\bSRV\b/.test(where)) return [{ kind: 'srv', number, path: usualPath, certainty }];
    const [, protocol, host = '', path = usualPath] = address.exec(where) ?? [];
    if (protocol !== 'https' && protocol !== 'http') return [];
    return [{ kind: protocol, number, host: host.replace('(domain)', domain), path, certainty }];
  });
}
