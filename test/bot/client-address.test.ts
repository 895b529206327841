/** By which address somebody is counted. */
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { clientAddress } from '../../bot/client-address.ts';

function addressOf(socket: string | undefined, forwarded: string | string[] | undefined, proxies: number): string {
  return clientAddress({ socket: { remoteAddress: socket }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage, proxies);
}

const v4 = fc.ipV4();
const group = fc.integer({ min: 0, max: 0xffff });
const groups = fc.tuple(group, group, group, group, group, group, group, group);
/** What a client may write into the header itself. */
const spoof = fc
  .oneof(fc.string({ maxLength: 40 }), v4, fc.ipV6(), fc.constantFrom('', ',', 'unknown', '127.0.0.1', '::1', '"_hidden"'))
  .map((text) => text.replace(/[\r\n\0]/g, ''));

/** Ways to write one IPv6 address. */
function spellings(parts: readonly number[]): string[] {
  const hex = parts.map((one) => one.toString(16));
  const [high = 0, low = 0] = parts.slice(6);
  const written = [
    hex.join(':'),
    hex.map((one) => one.padStart(4, '0')).join(':'),
    hex.join(':').toUpperCase(),
    `${hex.slice(0, 6).join(':')}:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`,
  ];
  const zeros = parts.findIndex((one, index) => one === 0 && parts[index + 1] === 0);
  return zeros < 0 ? written : [...written, `${hex.slice(0, zeros).join(':')}::${hex.slice(zeros + 2).join(':')}`];
}

describe('Without a proxy', () => {
  it('the socket counts, whatever the client writes', () => {
    fc.assert(fc.property(v4, spoof, (socket, said) => expect(addressOf(socket, said, 0)).toBe(socket)));
  });

  it('somebody without an address counts as one', () => {
    expect(addressOf(undefined, undefined, 0)).toBe('unknown');
  });
});

describe('Behind proxies', () => {
  it('what the first trusted one says counts, whatever the client writes to the left of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        v4,
        fc.array(v4, { minLength: 2, maxLength: 2 }),
        fc.array(spoof, { maxLength: 4 }),
        (proxies, client, hops, said) => {
          const told = [client, ...hops.slice(0, proxies - 1)];
          expect(addressOf('10.0.0.1', [...said, ...told].join(', '), proxies)).toBe(client);
          expect(addressOf('10.0.0.1', [...said.map(String), ...told], proxies)).toBe(client);
        },
      ),
    );
  });

  it('the socket counts when the header is missing, too short, or says no address', () => {
    expect(addressOf('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
    expect(addressOf('10.0.0.1', '8.8.8.8', 2)).toBe('10.0.0.1');
    for (const said of ['unknown', '', 'evil, ', '1.2.3.4.5', '[::1', '1.2.3.4:x', '300.1.1.1', '_hidden'])
      expect(addressOf('10.0.0.1', said, 1)).toBe('10.0.0.1');
  });

  it('a port beside the address does not count', () => {
    expect(addressOf('10.0.0.1', '8.8.8.8:4711', 1)).toBe('8.8.8.8');
    expect(addressOf('10.0.0.1', '[2001:db8:1:2::7]:4711', 1)).toBe('2001:db8:1:2');
    expect(addressOf('10.0.0.1', '[2001:db8:1:2::7]', 1)).toBe('2001:db8:1:2');
  });
});

describe('An IPv6 address', () => {
  it('counts by its network, however it is written', () => {
    fc.assert(
      fc.property(groups, (parts) => {
        fc.pre(!(parts.slice(0, 5).every((one) => one === 0) && parts[5] === 0xffff));
        const network = parts.slice(0, 4).map((one) => one.toString(16));
        for (const written of spellings(parts)) expect([written, addressOf(written, undefined, 0)]).toEqual([written, network.join(':')]);
      }),
      { numRuns: 500 },
    );
  });

  it('of another network counts apart', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 3 }), (parts, place) => {
        const other = parts.map((one, index) => (index === place ? one ^ 1 : one));
        expect(addressOf(spellings(parts)[0], undefined, 0)).not.toBe(addressOf(spellings(other)[0], undefined, 0));
      }),
    );
  });

  it('that stands for an IPv4 address counts as that one', () => {
    fc.assert(
      fc.property(v4, (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const hex = `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        for (const written of [`::ffff:${address}`, `::FFFF:${address}`, hex, `0:0:0:0:0:ffff:${address}`])
          expect(addressOf(written, undefined, 0)).toBe(address);
      }),
    );
  });

  it('counts without its zone', () => {
    expect(addressOf('fe80::1%eth0', undefined, 0)).toBe(addressOf('fe80::1', undefined, 0));
  });
});
