/** Where a phone looks for its server, as the facts list it. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';

export type Place =
  | { readonly kind: 'https' | 'http'; readonly number: string; readonly host: string; readonly path: string; readonly certainty: Certainty }
  | { readonly kind: 'srv'; readonly number: string; readonly path: string; readonly certainty: Certainty };

const address = /^(https?):\/\/([^/]+)(\/\S*)$/;
const orderTable = 'autodiscover-order';
/** A service record names a server, and no path on it. */
const usualPath = '/autodiscover/autodiscover.xml';

/** The places in their order; what a person does by hand is left out. */
export function searchOrder(domain: string, book: FactBook): readonly Place[] {
  const rows = book.tables.get(orderTable)?.rows ?? [];
  return rows.flatMap(({ cells: [number = '', where = ''], certainty }): Place[] => {
    if (/\bSRV\b/.test(where)) return [{ kind: 'srv', number, path: usualPath, certainty }];
    const [, protocol, host = '', path = usualPath] = address.exec(where) ?? [];
    if (protocol !== 'https' && protocol !== 'http') return [];
    return [{ kind: protocol, number, host: host.replace('(domain)', domain), path, certainty }];
  });
}
