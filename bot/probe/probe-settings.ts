/** The settings of the live checks. */
import { z } from 'zod';
import { hostName } from './host-name.ts';

/** The stand-in mail server's ports on 127.0.0.1. */
export interface StandIn {
  /** HTTPS. */
  readonly secure: number;
  /** HTTP. */
  readonly plain: number;
  /** DNS over UDP. */
  readonly dns: number;
}

export interface ProbeSettings {
  /** Lower-case ASCII. Only these names and names below them are looked into; none: nothing is. */
  readonly domains: readonly string[];
  /** Whether addresses inside a company's network may be looked into (RFC 1918, fc00::/7). Never this machine's. */
  readonly privateNetworks: boolean;
  /** For trying: where names that end in .test are looked up and reached. */
  readonly standIn?: StandIn | undefined;
}

/** The end of names that are reserved for tests: nobody can have a server there. */
export const testEnding = '.test';

const badDomain = 'must be mail domains such as contoso.com, separated by commas, without ports, addresses and stars';

export const probeDomains = z
  .string()
  .default('')
  .transform((text, context) => {
    const given = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const names = given.map((item) => hostName(item) ?? '');
    if (names.includes('')) context.addIssue({ code: 'custom', message: badDomain });
    return [...new Set(names)];
  });

export const probePrivateNetworks = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((text) => text === 'true');

/** The first of three ports: HTTPS, HTTP, DNS. */
export const probeStandIn = z.coerce.number('must be a port number').int().min(1).max(65_533).optional();

/** What is wrong with a stand-in beside these domains; `undefined` when nothing is. */
export function standInFault(standIn: number | undefined, domains: readonly string[]): string | undefined {
  if (standIn === undefined || (domains.length > 0 && domains.every((domain) => domain.endsWith(testEnding)))) return undefined;
  return 'is for trying only: with it, PROBE_DOMAINS must list a name that ends in .test, such as contoso.test, and no other';
}

export function standInPorts(first: number | undefined): StandIn | undefined {
  return first === undefined ? undefined : { secure: first, plain: first + 1, dns: first + 2 };
}
