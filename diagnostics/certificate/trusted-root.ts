/** Whether an issuer is among those that the phone is known to trust. */
import type { FactBook } from '../../knowledge/library.ts';
import type { DistinguishedName } from './distinguished-name.ts';

const rootTable = 'trusted-roots';

/**
 * The authority of the facts' list whose words stand in this name; `undefined` when none does. The list names
 * companies and not their roots, so this is never more than derived.
 */
export function trustedAuthority(name: DistinguishedName, book: FactBook): string | undefined {
  const words = spaced(`${name.organisation ?? ''} ${name.commonName ?? ''}`);
  return book.tables
    .get(rootTable)
    ?.rows.map((row) => row.cells[0] ?? '')
    .find((authority) => authority !== '' && standsIn(spaced(authority), words));
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
