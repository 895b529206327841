/** Looks names up in DNS. */
import { promises as dns } from 'node:dns';
import type { ServiceRecord } from '../../diagnostics/probe/network.ts';
import type { StandIn } from './probe-settings.ts';

/** Rejects with an error whose `code` says why, as those of node:dns. */
export interface Resolver {
  ipv4(host: string): Promise<readonly string[]>;
  ipv6(host: string): Promise<readonly string[]>;
  services(name: string): Promise<readonly ServiceRecord[]>;
}

/** Milliseconds until a question is asked again, and how often it is asked. */
const patience = { timeout: 1_500, tries: 2 };

/** The DNS of the system, without its hosts file; or the stand-in's, which then answers for every name. */
export function openResolver(standIn?: StandIn): Resolver {
  const resolver = new dns.Resolver(patience);
  if (standIn !== undefined) resolver.setServers([`127.0.0.1:${standIn.dns}`]);
  return {
    ipv4: (host) => resolver.resolve4(host),
    ipv6: (host) => resolver.resolve6(host),
    services: async (name) => {
      const records = await resolver.resolveSrv(name);
      return records.map(({ name: host, port, priority, weight }) => ({ host: host.toLowerCase(), port, priority, weight }));
    },
  };
}
