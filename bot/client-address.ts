/** Who is at the other end, for counting. */
import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/**
 * The client's address: the socket's, or what the trusted proxies in front say of it. `proxies` is their number;
 * what a client itself writes into X-Forwarded-For stands further left and is never believed.
 * IPv6 addresses count by their network (/64): one customer has that many.
 */
export function clientAddress(request: IncomingMessage, proxies: number): string {
  const socket = request.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return network(socket);
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
  const named = withoutPort(hops.at(-proxies) ?? '');
  return network(isIP(named) === 0 ? socket : named);
}

/** Some proxies write the port too. */
function withoutPort(hop: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [last = 0, beforeLast = 0] = groups.toReversed();
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:65535';
  if (isMapped) return [beforeLast >> 8, beforeLast & 255, last >> 8, last & 255].join('.');
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** The eight groups of an IPv6 address, so that every spelling of it is the same. */
function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
  const plain = (address.split('%')[0] ?? '').replace(dotted, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail = []] = plain.split('::').map((side) => (side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}
