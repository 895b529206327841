/** Which addresses a live check may connect to: public ones, and a company's own when the operator says so. */
import { BlockList, isIP } from 'node:net';

/** `private` is inside a company's network, `forbidden` is never looked into. */
export type AddressKind = 'public' | 'private' | 'forbidden';

type Range = readonly [network: string, prefix: number];

const private4: readonly Range[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

/** What IANA lists as special, and the address at which Azure serves its machines. */
const forbidden4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** What is special within the part of IPv6 that is public: Teredo and others, examples, 6to4. */
const forbidden6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Where clouds serve their machines, in the middle of the private range. */
const metadata6: readonly Range[] = [
  ['fd00:ec2::', 32],
  ['fd20:ce::', 32],
];

const isPrivate4 = ranges(private4, 'ipv4');
const isForbidden4 = ranges(forbidden4, 'ipv4');
const isPublic6 = ranges([['2000::', 3]], 'ipv6');
const isPrivate6 = ranges([['fc00::', 7]], 'ipv6');
const isForbidden6 = ranges([...forbidden6, ...metadata6], 'ipv6');

/** The kind of an address in its usual notation; anything that is no such address is `forbidden`. */
export function addressKind(address: string): AddressKind {
  const version = isIP(address);
  if (version === 4) return isForbidden4(address) ? 'forbidden' : isPrivate4(address) ? 'private' : 'public';
  // A zone (%eth0) exists only for addresses of the neighbourhood. IPv4 in IPv6, NAT64 and the like are not in 2000::/3.
  if (version !== 6 || address.includes('%') || isForbidden6(address)) return 'forbidden';
  if (isPublic6(address)) return 'public';
  return isPrivate6(address) ? 'private' : 'forbidden';
}

function ranges(list: readonly Range[], family: 'ipv4' | 'ipv6'): (address: string) => boolean {
  const blocks = new BlockList();
  for (const [network, prefix] of list) blocks.addSubnet(network, prefix, family);
  return (address) => blocks.check(address, family);
}
