import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { addressKind } from '../../../bot/probe/address-guard.ts';
import { probeKinds } from '../../../diagnostics/probe/report.ts';
import { openDemoExchange } from '../../demo-exchange/open-demo-exchange.ts';
import { hostileTarget, innerIPv4, innerIPv6 } from '../../support/hostile-targets.ts';
import { closedDial, countingDial, never, proberWith, resolverGiving } from '../../support/live-checks.ts';

const seed = 20_260_504;
const contoso = { domains: ['contoso.com'], privateNetworks: false };
const publicAddress = '8.8.8.8';

let sinkholes: { readonly server: Server; readonly host: string }[] = [];
let reached = 0;

beforeAll(async () => {
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer((socket) => {
      reached += 1;
      socket.destroy();
    });
    server.listen(0, host);
    await once(server, 'listening');
    sinkholes.push({ server, host });
  }
});

afterAll(async () => {
  await Promise.all(sinkholes.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  sinkholes = [];
});

afterEach(() => expect(reached).toBe(0));

function portOf({ server }: { readonly server: Server }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it('Nothing is looked up or connected to for 6,000 targets that are not plain names of the company', async () => {
  const { dial, dialed } = closedDial();
  const resolver = resolverGiving(() => [publicAddress]);
  const prober = proberWith({ settings: contoso, resolver, dial });
  for (const [at, target] of fc.sample(hostileTarget, { numRuns: 6_000, seed }).entries()) {
    const kind = probeKinds[at % probeKinds.length]!;
    const allowed = prober.allowed(kind, target);
    if (allowed.ok) throw new Error(`allowed ${JSON.stringify(target)} as ${allowed.target}`);
    expect((await prober.run(kind, target, `conversation ${at}`, never)).rows).toEqual([]);
  }
  expect(resolver.asked).toEqual([]);
  expect(dialed).toEqual([]);
});

it('No connection is tried for 4,000 names of the company whose addresses lead inside, alone or among public ones', async () => {
  const { dial, dialed } = closedDial();
  let addresses: readonly string[] = [];
  const prober = proberWith({ settings: contoso, resolver: resolverGiving(() => addresses), dial });
  for (const [at, inner] of fc.sample(fc.oneof(innerIPv4, innerIPv6), { numRuns: 4_000, seed }).entries()) {
    addresses = at % 2 === 0 ? [inner] : [publicAddress, inner];
    const report = await prober.run('activesync', `host${at}.contoso.com`, `conversation ${at}`, never);
    expect(report.outcome).toBe('unclear');
  }
  expect(dialed).toEqual([]);
});

it('A name that leads inside when it is asked for again is not asked for again', async () => {
  const { dial, dialed } = closedDial();
  for (let at = 0; at < 20; at += 1) {
    let asked = 0;
    // The first question for each kind of record gives a public address, each later one this machine.
    const resolver = resolverGiving(() => (asked++ < 2 ? [publicAddress] : ['127.0.0.1', '::1']));
    const prober = proberWith({ settings: contoso, resolver, dial });
    await prober.run(at % 2 === 0 ? 'activesync' : 'server-certificate', 'mail.contoso.com', `conversation ${at}`, never);
    expect(asked).toBe(2);
  }
  expect(new Set(dialed)).toEqual(new Set([`${publicAddress}:443`]));
});

it('A connection that leads elsewhere than to the address that was checked is closed without a word', async () => {
  const [sink] = sinkholes;
  const server = await openDemoExchange({ fault: 'none' });
  const { dial } = countingDial();
  // A system that sends what is for a public address to this machine.
  const prober = proberWith({
    settings: contoso,
    resolver: resolverGiving(() => [publicAddress]),
    dial: () => dial({ host: '127.0.0.1', port: server.ports.secure }),
  });
  const report = await prober.run('activesync', 'mail.contoso.com', 'conversation', never);
  expect(report.rows.map((row) => row.state)).toEqual(['passed', 'not-run']);
  expect(server.requests).toEqual([]);
  await server.close();
  expect(sink).toBeDefined();
});

describe('A redirect that leads astray', () => {
  const ways = (port: number): readonly string[] => [
    `https://127.0.0.1:${port}/`,
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    `https://[::1]:${port}/`,
    'https://[::ffff:127.0.0.1]/',
    `https://localhost:${port}/`,
    'https://localhost/',
    'https://169.254.169.254/latest/meta-data/',
    'http://autodiscover.contoso.test/autodiscover/autodiscover.xml',
    `https://contoso.test:${port}/`,
    `https://user@contoso.test/`,
    `https://contoso.test@127.0.0.1:${port}/`,
    `//127.0.0.1:${port}/`,
    `\\\\127.0.0.1:${port}\\`,
    'https:\\\\127.0.0.1',
    'https://contoso.test.evil.example/',
    'https://contoso.test./',
    'https://evilcontoso.test/',
    'https://xn--cntoso-vcc.test/',
    'https://c%6fntoso.evil/',
    'ftp://contoso.test/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'gopher://127.0.0.1:11211/_stats',
    `https://${'a.'.repeat(3_000)}contoso.test/`,
    'https://',
    '',
  ];

  it('is followed to no place but the stand-in itself', async () => {
    const port = portOf(sinkholes[0]!);
    for (const [at, location] of ways(port).entries()) {
      const server = await openDemoExchange({ fault: 'none', location });
      const { dial, dialed } = countingDial();
      const prober = proberWith({ settings: { domains: ['contoso.test'], privateNetworks: true, standIn: server.ports }, dial });
      const report = await prober.run('autodiscover', 'contoso.test', `conversation ${at}`, never);
      expect(report.outcome).not.toBe('fine');
      expect(dialed.length).toBeLessThan(8);
      for (const place of dialed) expect([`127.0.0.1:${server.ports.secure}`, `127.0.0.1:${server.ports.plain}`]).toContain(place);
      expect(new Set(server.requests.map(({ host }) => host))).toEqual(new Set(['contoso.test', 'autodiscover.contoso.test']));
      await server.close();
    }
  });
});

describe('The guard', () => {
  it.each(['8.8.8.8', '52.96.0.1', '192.0.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '2606:4700::1111', '2a01:111:f400::1'])(
    'lets %s pass',
    (address) => {
      expect(addressKind(address)).toBe('public');
    },
  );

  it.each(['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fd12::1', 'fc00::1'])('knows that %s is inside a company', (address) => {
    expect(addressKind(address)).toBe('private');
  });

  it.each([
    '169.254.169.254',
    '168.63.129.16',
    '100.100.100.200',
    '127.0.0.1',
    '0.0.0.0',
    'fd00:ec2::254',
    'fe80::1',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001::1',
    '4000::1',
    '1',
    'x',
    '',
  ])('never lets %s pass, not even inside a company', async (address) => {
    expect(addressKind(address)).toBe('forbidden');
    const { dial, dialed } = closedDial();
    const prober = proberWith({ settings: { ...contoso, privateNetworks: true }, resolver: resolverGiving(() => [address]), dial });
    await prober.run('activesync', 'mail.contoso.com', 'conversation', never);
    expect(dialed).toEqual([]);
  });

  it('lets addresses inside a company pass when the operator says so, and only then', async () => {
    for (const privateNetworks of [false, true]) {
      const { dial, dialed } = closedDial();
      const prober = proberWith({ settings: { ...contoso, privateNetworks }, resolver: resolverGiving(() => ['10.1.2.3']), dial });
      const report = await prober.run('activesync', 'mail.contoso.com', 'conversation', never);
      expect(dialed).toEqual(privateNetworks ? ['10.1.2.3:443'] : []);
      expect(report.lacks.join()).toContain(privateNetworks ? '' : 'PROBE_PRIVATE_NETWORKS');
    }
  });
});
