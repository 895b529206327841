/** Judges the certificates of a server with the phone's eyes. */
import type { X509Certificate } from 'node:crypto';
import type { FactBook } from '../../knowledge/library.ts';
import type { Cause, Evidence, FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import { type CertificateFacts, readCertificate } from './certificate-facts.ts';
import { chainFlaws, pathOf } from './chain-flaws.ts';
import { tableOf } from './certificate-table.ts';
import { algorithmFlaws, dateFlaws, type Flaw, nameFlaws } from './flaws.ts';
import { trustedAuthority, trustedRoots } from './trusted-root.ts';

export interface ChainContext {
  /** The host that the phone asks for; the name is not judged without it. */
  readonly hostname?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly book: FactBook;
  /** The phone's profile among the facts; the first one when absent. */
  readonly profile?: string | undefined;
  /** Whether these are all the certificates that the server sends, in its order. True when absent. */
  readonly served?: boolean | undefined;
  /** The lines that a certificate stands on; none when absent, as in a live look. */
  readonly evidenceOf?: ((at: number) => readonly Evidence[]) | undefined;
}

export interface ChainJudgement {
  /** Likeliest first, each at most once; empty when nothing is wrong that can be seen. */
  readonly causes: readonly Cause[];
  /** One row a certificate, in the order given. Names are masked. */
  readonly table: FindingTable;
  /** The authority of the facts' list that the certificates lead to; never certain, since the list names no roots. */
  readonly authority?: string | undefined;
}

/** Certificates that are looked at; servers send two to four. */
const most = 20;

/**
 * Judges dates, name, order, what is missing, the root, and how the certificates are made.
 * @param certificates DER or PEM bytes, or Node's objects, the server's own first; what is no certificate is left out.
 * @returns `undefined` when there is no certificate among them.
 */
export function judgeChain(certificates: readonly (Uint8Array | string | X509Certificate)[], context: ChainContext): ChainJudgement | undefined {
  return judgeFacts(
    certificates.slice(0, most).flatMap((one) => readCertificate(one) ?? []),
    context,
  );
}

/** The same for certificates that are already read. */
export function judgeFacts(read: readonly CertificateFacts[], context: ChainContext): ChainJudgement | undefined {
  const given = read.slice(0, most);
  const [leaf] = given;
  if (leaf === undefined) return undefined;
  const path = pathOf(given);
  const roots = trustedRoots(context);
  const flaws = [
    ...dateFlaws(given, context.now),
    ...nameFlaws(leaf, context.hostname),
    ...chainFlaws(given, path, context.served ?? true, roots),
    ...algorithmFlaws(given),
  ];
  return { causes: causesOf(flaws, context), table: tableOf(given, read.length - given.length), authority: trustedAuthority(path.end, roots) };
}

/** Each cause once, with the words of its first flaw and the lines of all of them. */
function causesOf(flaws: readonly Flaw[], context: ChainContext): Cause[] {
  const byCause = Map.groupBy(flaws, (one) => one.cause);
  return [...byCause.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const evidence = [...new Set(same.map((one) => one.at))].slice(0, 3).flatMap((at) => context.evidenceOf?.(at) ?? []);
    return [{ cause: first.cause, certainty: first.certainty, says: mask(first.says), evidence }];
  });
}
