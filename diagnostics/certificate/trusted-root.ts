/** Whether an issuer is among those that the phone is known to trust. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Context } from '../finding.ts';
import { profileOf } from '../policy/profile.ts';
import type { DistinguishedName } from './distinguished-name.ts';

/** The facts' list of authorities that the phone trusts, where its profile names one. */
export type TrustedRoots = FactBook['tables'] extends ReadonlyMap<string, infer Table> ? Table | undefined : never;

export function trustedRoots(context: Pick<Context, 'book' | 'profile'>): TrustedRoots {
  const list = profileOf(context)?.trusts;
  return list === undefined ? undefined : context.book.tables.get(list);
}

/**
 * The authority of the list whose words stand in this name; `undefined` when none does. The list names companies and
 * not their roots, so this is never more than derived.
 */
export function trustedAuthority(name: DistinguishedName, roots: TrustedRoots): string | undefined {
  const words = spaced(`${name.organisation ?? ''} ${name.commonName ?? ''}`);
  return roots?.rows.map((row) => row.cells[0] ?? '').find((authority) => authority !== '' && standsIn(spaced(authority), words));
}

/** A short name must stand as a word; a longer one may be glued to others, as in "TC TrustCenter" or "QuoVadis". */
function standsIn(authority: string, words: string): boolean {
  return authority.length > 5 ? words.replaceAll(' ', '').includes(authority.replaceAll(' ', '')) : ` ${words} `.includes(` ${authority} `);
}

function spaced(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
