/** The network as a live check gets it: only allowed names, only addresses that were checked, each step in its time. */
import { connect as connectTcp, type NetConnectOpts, type Socket } from 'node:net';
import type { Connection, Network, Port, ServiceRecord } from '../../diagnostics/probe/network.ts';
import { connectionOn } from './connection.ts';
import type { Resolver } from './resolver.ts';
import type { StepLimits } from './step-limits.ts';
import { Stopped, troubleOf } from './trouble.ts';
import { type Clock, tryStep } from './try-step.ts';
import type { Way } from './way.ts';

/** Opens a TCP connection, as `connect` of node:net. */
export type Dial = (options: NetConnectOpts) => Socket;

export interface NetworkParts {
  readonly resolver: Resolver;
  /** Which names may be looked up, and where their addresses lead. */
  readonly way: Way;
  readonly limits: StepLimits;
  readonly clock: Clock;
  readonly dial?: Dial | undefined;
}

/** Addresses of one name that are tried. */
const mostAddresses = 2;

/** A network for one check. Each name is looked up once; what was found then is what is connected to. */
export function openNetwork(parts: NetworkParts): Network {
  const { resolver, way, clock } = parts;
  const found = new Map<string, readonly string[]>();
  const dialer = dialerFor(parts);

  async function lookUp(host: string): Promise<readonly string[]> {
    if (!way.allows(host)) throw new Stopped('name-not-allowed');
    const addresses = await addressesOf(resolver, host);
    for (const address of addresses) way.expectAllowed(host, address);
    found.set(host, addresses);
    return addresses;
  }

  async function services(domain: string): Promise<readonly ServiceRecord[]> {
    if (!way.allows(domain)) throw new Stopped('name-not-allowed');
    return resolver.services(`_autodiscover._tcp.${domain}`);
  }

  return {
    addresses: async (host) => {
      const value = found.get(host);
      return value === undefined ? tryStep(clock, 'no-dns-answer', () => lookUp(host)) : { ok: true, value, milliseconds: 0 };
    },
    autodiscoverServices: (domain) => tryStep(clock, 'no-dns-answer', () => services(domain)),
    connect: (host, port) => tryStep(clock, 'unreachable', (signal) => dialer({ host, port, addresses: found.get(host) ?? [] }, signal)),
  };
}

interface Wanted {
  readonly host: string;
  readonly port: Port;
  /** Checked before; none for a name that was not looked up. */
  readonly addresses: readonly string[];
}

/** Connects to the first address that answers, and counts. */
function dialerFor({ way, limits, clock, dial = connectTcp }: NetworkParts) {
  let connections = 0;
  return async ({ host, port, addresses }: Wanted, signal: AbortSignal): Promise<Connection> => {
    const tried = addresses.slice(0, mostAddresses);
    let reason: unknown = new Stopped('name-not-allowed');
    for (const address of tried) {
      connections += 1;
      if (connections > limits.connections) throw new Stopped('too-many-connections');
      try {
        // A dead address must leave time for the next one.
        const share = AbortSignal.any([signal, AbortSignal.timeout(limits.step / tried.length)]);
        // oxlint-disable-next-line no-await-in-loop
        const socket = await dialed(dial, { host: address, port: way.port(host, port) }, share);
        expectSame(socket, address);
        return connectionOn(socket, { host, address, clock, limits });
      } catch (error) {
        reason = error;
      }
    }
    throw reason;
  };
}

/** IPv4 first: phones of that time hardly had the other. */
async function addressesOf(resolver: Resolver, host: string): Promise<readonly string[]> {
  const [four, six] = await Promise.allSettled([resolver.ipv4(host), resolver.ipv6(host)]);
  const addresses = [four, six].flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  if (addresses.length > 0) return addresses;
  const troubles = [four, six].map((one) => (one.status === 'rejected' ? troubleOf(one.reason, 'no-dns-answer') : 'no-record'));
  throw new Stopped(troubles.find((trouble) => trouble !== 'no-record') ?? 'no-record');
}

function dialed(dial: Dial, options: NetConnectOpts, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = dial(options);
    const end = () => {
      socket.destroy();
      reject(new Stopped('no-answer'));
    };
    signal.addEventListener('abort', end, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', end);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Whatever the system made of the address, the connection must lead to what was checked. */
function expectSame(socket: Socket, address: string): void {
  if (socket.remoteAddress === address) return;
  socket.destroy();
  throw new Stopped('forbidden-address');
}
