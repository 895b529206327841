/** Which certificates a text has, and whether they are what a server sends. */
import type { FindingTable } from '../finding.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { tableOf } from './certificate-table.ts';
import { readDescriptions } from './read-description.ts';
import type { Handshake } from './read-handshake.ts';
import type { PemBlock } from './read-pem.ts';

export interface Given {
  /** The server's own first; with the line that shows it. */
  readonly certificates: readonly { readonly line: number; readonly facts: CertificateFacts }[];
  /** Whether these are all that the server sends, in its order. */
  readonly served: boolean;
  /** Whether it is a root and nothing else. */
  readonly root: boolean;
  readonly tables: readonly FindingTable[];
}

/** Descriptions count only where no certificate itself is given: OpenSSL often prints both. */
export function readGiven(lines: readonly string[], blocks: readonly PemBlock[], told: Handshake): Given {
  const read = blocks.flatMap(({ line, facts }) => facts.map((one) => ({ line, facts: one })));
  const found = read.length > 0 ? read : readDescriptions(lines);
  const sent = told.sent.length;
  const served = sent > 0 && found.length >= sent;
  const certificates = served ? found.slice(0, sent).map((one, at) => ({ ...one, line: told.sent[at]?.line ?? one.line })) : leafFirst(found);
  const [only] = certificates;
  const root = certificates.length === 1 && only !== undefined && !served && isRoot(only.facts);
  return {
    certificates,
    served,
    root,
    tables: [
      tableOf(
        certificates.map((one) => one.facts),
        0,
      ),
    ],
  };
}

/** Files have any order: the server's own is the one that issued none of the others. */
function leafFirst(found: Given['certificates']): Given['certificates'] {
  if (found.length > 50) return found;
  const leaf = found.find((one) => !one.facts.authority && !found.some((other) => other !== one && other.facts.issuedBy(one.facts)));
  return leaf === undefined ? found : [leaf, ...found.filter((one) => one !== leaf)];
}

/** Self-signed certificates of servers may issue others too, but are for a host. */
function isRoot({ authority, issuer, subject, hosts }: CertificateFacts): boolean {
  return authority && issuer.same === subject.same && !hosts.some((host) => host.includes('.'));
}
