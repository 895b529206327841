/** Which names a live check may look up, and where it may connect to for them. */
import type { Port } from '../../diagnostics/probe/network.ts';
import { addressKind } from './address-guard.ts';
import { domainOf, hostName } from './host-name.ts';
import { type ProbeSettings, testEnding } from './probe-settings.ts';
import { Stopped } from './trouble.ts';

export interface Way {
  /** Whether a name may be looked up: it is a plain name, and lies in a listed domain. */
  allows(host: string): boolean;
  /** @throws Stopped when an address must not be connected to for this name. */
  expectAllowed(host: string, address: string): void;
  /** The port to connect to: the same one, but for the stand-in. */
  port(host: string, port: Port): number;
}

/** The stand-in's only address. */
const thisMachine = '127.0.0.1';

/** The way to public servers, and to a company's own when `privateNetworks` says so. */
export function wayFor({ domains, privateNetworks, standIn }: ProbeSettings): Way {
  // No name under .test exists in the public DNS, so the stand-in's way out of the rules is open to no real server.
  const isStandIn = (host: string) => standIn !== undefined && host.endsWith(testEnding);
  return {
    allows: (host) => hostName(host) === host && domainOf(host, domains) !== undefined,
    expectAllowed(host, address) {
      if (isStandIn(host) && address === thisMachine) return;
      const kind = addressKind(address);
      if (kind === 'forbidden') throw new Stopped('forbidden-address');
      if (kind === 'private' && !privateNetworks) throw new Stopped('private-address');
    },
    port(host, port) {
      if (standIn === undefined || !isStandIn(host)) return port;
      return port === 443 ? standIn.secure : standIn.plain;
    },
  };
}
