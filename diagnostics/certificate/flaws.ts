/** What can be wrong with one certificate: its dates, its name, how it is made. */
import type { Certainty } from '../../knowledge/schema.ts';
import { type CertificateFacts } from './certificate-facts.ts';
import { shownName } from './distinguished-name.ts';
import { matchesHost } from './host-match.ts';

export interface Flaw {
  readonly cause: 'certificate-date' | 'certificate-name' | 'certificate-chain' | 'certificate-untrusted' | 'certificate-algorithm';
  readonly certainty: Certainty;
  /** One or two sentences. */
  readonly says: string;
  /** Which certificate of those that were given, from 0. */
  readonly at: number;
}

/** Expired, or not valid yet. @param now milliseconds since 1970. */
export function dateFlaws(chain: readonly CertificateFacts[], now: number): Flaw[] {
  return chain.flatMap((one, at): Flaw[] => {
    const whose = at === 0 ? 'The certificate of the server' : `The certificate of ${shownName(one.subject)}`;
    if (one.until < now) return [flaw('certificate-date', 'documented', `${whose} expired on ${day(one.until)}. A new one must be installed.`, at)];
    if (one.from > now) return [flaw('certificate-date', 'documented', `${whose} is not valid before ${day(one.from)}.`, at)];
    return [];
  });
}

/** The host does not stand on the server's certificate. */
export function nameFlaws(leaf: CertificateFacts, hostname: string | undefined): Flaw[] {
  if (hostname === undefined || matchesHost(leaf.hosts, hostname)) return [];
  const names = leaf.hosts.length === 0 ? 'no host name at all' : `these names: ${leaf.hosts.slice(0, 5).join(', ')}${leaf.hosts.length > 5 ? ' …' : ''}`;
  return [flaw('certificate-name', 'documented', `The name ${hostname} does not stand on the certificate. It has ${names}.`, 0)];
}

/** Hashes and keys for which nobody documents that the phone knows them. */
const youngHash = /sha-?(?:384|512|3)|pss|ed25519|ed448/i;

/** Made in a way that is younger than what the phone is known to read. Nothing here is documented for the phone itself. */
export function algorithmFlaws(chain: readonly CertificateFacts[]): Flaw[] {
  return chain.flatMap((one, at): Flaw[] => {
    const signed = youngHash.test(one.signature) ? `is signed with ${one.signature}` : undefined;
    const keyed = one.keyKind === 'rsa' || one.key === 'not known' ? undefined : `has a key of the kind ${one.key}`;
    const how = signed ?? keyed;
    if (how === undefined) return [];
    const says = `The certificate of ${shownName(one.subject)} ${how}. Usually, phones of that age cannot read this. It is not documented for this phone.`;
    return [flaw('certificate-algorithm', 'unverified', says, at)];
  });
}

export function flaw(cause: Flaw['cause'], certainty: Certainty, says: string, at: number): Flaw {
  return { cause, certainty, says, at };
}

/** A date as it is shown: year, month, day in UTC. @param time milliseconds since 1970. */
export function day(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'a date that cannot be read';
}
