/** Certificates as a table to unfold. */
import type { FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { shownName } from './distinguished-name.ts';
import { day } from './flaws.ts';

/** Host names of one certificate that are shown. */
const mostHosts = 5;

/** One row a certificate; names are masked. @param more how many were left out. */
export function tableOf(given: readonly CertificateFacts[], more: number): FindingTable {
  return {
    title: 'Certificates',
    columns: ['For', 'Names', 'Issued by', 'Valid', 'Key', 'Signed with'],
    rows: given
      .slice(0, 50)
      .map((one) => [
        mask(shownName(one.subject)),
        mask(one.hosts.slice(0, mostHosts).join(', ') + (one.hosts.length > mostHosts ? ` and ${one.hosts.length - mostHosts} more` : '')),
        mask(shownName(one.issuer)),
        `${day(one.from)} to ${day(one.until)}`,
        one.key,
        one.signature,
      ]),
    more: more + Math.max(0, given.length - 50),
  };
}
