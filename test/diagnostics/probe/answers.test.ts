import type { Connection, Network, ProbeAnswer, ServiceRecord, Tried } from '../../../diagnostics/probe/network.ts';
import type { Cause } from '../../../diagnostics/finding.ts';
import type { Certainty } from '../../../knowledge/schema.ts';
import { type ProbeReport, probeAsText } from '../../../diagnostics/probe/report.ts';
import { runProbe } from '../../../diagnostics/probe/run-probe.ts';
import { makeCertificates } from '../../demo-exchange/certificates.ts';
import { shippedBook } from '../../support/live-checks.ts';

const now = Date.UTC(2026, 4, 4);
let chain: Uint8Array[] = [];

beforeAll(async () => {
  const { cert } = await makeCertificates('none', ['contoso.test', 'mail.contoso.test', 'autodiscover.contoso.test', 'a.contoso.test', 'b.contoso.test'], now);
  chain = pemToChain(cert);
});

function pemToChain(pem: string): Uint8Array[] {
  return pem.split(/(?=-----BEGIN)/).map((one) => new Uint8Array(Buffer.from(one.replace(/-----.*?-----|\s/g, ''), 'base64')));
}

interface Answers {
  /** By `METHOD host/path`, or by host alone. */
  readonly [question: string]: Partial<Omit<ProbeAnswer, 'headers'>> & { readonly headers?: Readonly<Record<string, string | readonly string[]>> };
}

function ok<Value>(value: Value): Tried<Value> {
  return { ok: true, value, milliseconds: 1 };
}

/** A network made up of answers; names without one do not exist. */
function madeUp(answers: Answers, services: readonly ServiceRecord[] = []): Network & { readonly asked: string[] } {
  const asked: string[] = [];
  const answerOf = (host: string, path: string): ProbeAnswer => {
    const found = answers[host + path] ?? answers[host] ?? {};
    const headers = Object.entries(found.headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? [value] : value] as const);
    return { status: 404, body: new Uint8Array(), cut: false, ...found, headers: new Map(headers) };
  };
  const connection = (host: string): Connection => ({
    address: '192.0.2.1',
    request: async ({ path }) => (asked.push(host + path), ok(answerOf(host, path))),
    secure: async () => ok({ protocol: 'TLSv1.2', chain, request: async ({ path }) => (asked.push(host + path), ok(answerOf(host, path))) }),
    close: () => undefined,
  });
  const exists = (host: string) => Object.keys(answers).some((one) => one === host || one.startsWith(`${host}/`));
  return {
    asked,
    addresses: async (host) => (exists(host) ? ok(['192.0.2.1']) : { ok: false, trouble: 'no-record', milliseconds: 1 }),
    autodiscoverServices: async () => (services.length > 0 ? ok(services) : { ok: false, trouble: 'no-record', milliseconds: 1 }),
    connect: async (host) => ok(connection(host)),
  };
}

function activeSync(answer: Answers[string]): Promise<ProbeReport> {
  return runProbe('activesync', 'mail.contoso.test', { network: madeUp({ 'mail.contoso.test': answer }), book: shippedBook(), now });
}

function autodiscover(network: Network): Promise<ProbeReport> {
  return runProbe('autodiscover', 'contoso.test', { network, book: shippedBook(), now });
}

const basic = { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
const to = (location: string) => ({ status: 302, headers: { location } });

describe('ActiveSync', () => {
  it.each([
    [['Negotiate', 'NTLM', 'Basic realm="mail"'], 'Negotiate, NTLM, Basic', 'nothing-found'],
    [['Negotiate, Basic realm="a, b", NTLM'], 'Negotiate, Basic, NTLM', 'nothing-found'],
    [['basic realm=mail'], 'basic', 'nothing-found'],
    [['Digest realm="x", nonce="y"'], 'Digest', 'auth'],
    [['realm="x"'], 'none', 'auth'],
    [[], 'none', 'auth'],
  ])('that offers %j is heard right', async (schemes, shown, cause) => {
    const report = await activeSync({ status: 401, headers: { 'www-authenticate': schemes } });
    expect(report.rows.at(-1)?.detail).toContain(`ways to sign in: ${shown}.`);
    expect(report.cause).toBe(cause);
  });

  it.each([
    [502, 'proxy'],
    [504, 'proxy'],
    [507, 'unclear'],
    [400, 'protocol'],
    [501, 'protocol'],
    [418, 'unclear'],
  ])('that answers %i is not taken for anything else', async (status, cause) => {
    expect((await activeSync({ status })).cause).toBe(cause);
  });

  it('has no say in how its words are shown', async () => {
    const server = `IIS <b>\u202e[click](https://evil.example) anna@contoso.com ${'x'.repeat(500)}`;
    const text = probeAsText(await activeSync({ ...basic, headers: { ...basic.headers, server } }));
    expect(text).not.toMatch(/[<>\u202e]|\]\(|anna@/);
    expect(text.split('\n').every((line) => line.length < 400)).toBe(true);
  });
});

it('A certificate has no say in how its names are shown', async () => {
  const served = chain;
  chain = pemToChain((await makeCertificates('none', ['\u001b[2J\u0007evil.example', 'x'.repeat(5_000)], now)).cert);
  const report = await activeSync(basic);
  chain = served;
  expect(report.cause).toBe('certificate-name');
  // oxlint-disable-next-line no-control-regex
  expect(JSON.stringify(report)).not.toMatch(/(?<!\\)\\u00|[\x00-\x1f]/);
  expect(report.verdict.length).toBeLessThan(2_000);
});

describe('Autodiscover', () => {
  it('is looked for in the order in which a phone does', async () => {
    const network = madeUp({ 'contoso.test': {}, 'autodiscover.contoso.test': basic });
    const report = await autodiscover(network);
    expect(network.asked).toEqual(['contoso.test/autodiscover/autodiscover.xml', 'autodiscover.contoso.test/autodiscover/autodiscover.xml']);
    expect(report).toMatchObject({ outcome: 'fine', cause: 'nothing-found' });
  });

  it('is found behind redirects, and the server at their end is named', async () => {
    const report = await autodiscover(
      madeUp({ 'contoso.test': to('https://a.contoso.test/x'), 'a.contoso.test/x': to('/y?z=1'), 'a.contoso.test/y?z=1': basic }),
    );
    expect(report.verdict).toContain('a.contoso.test');
    expect(report.outcome).toBe('fine');
  });

  it('is given up after ten redirects', async () => {
    const answers: Record<string, Answers[string]> = { 'contoso.test': to('https://a.contoso.test/0') };
    for (let at = 0; at < 30; at += 1) answers[`a.contoso.test/${at}`] = to(`https://a.contoso.test/${at + 1}`);
    const network = madeUp(answers);
    const report = await autodiscover(network);
    expect(network.asked).toHaveLength(11);
    expect(report).toMatchObject({ cause: 'autodiscover', verdict: expect.stringContaining('more than 10 times') });
  });

  it('that sends on to a name nobody may check ends unclear, with what would help', async () => {
    const made = madeUp({ 'contoso.test': to('https://autodiscover.fabrikam.test/') });
    const network: Network = {
      ...made,
      addresses: async (host) => (host.endsWith('fabrikam.test') ? { ok: false, trouble: 'name-not-allowed', milliseconds: 0 } : made.addresses(host)),
    };
    expect(await autodiscover(network)).toMatchObject({ outcome: 'unclear', lacks: [expect.stringContaining('PROBE_DOMAINS')] });
  });

  it('takes the service record with the lowest priority and the greatest weight, and port 443 only', async () => {
    const records = [
      { host: 'c.contoso.test', priority: 0, weight: 9, port: 8443 },
      { host: 'a.contoso.test', priority: 5, weight: 1, port: 443 },
      { host: 'b.contoso.test', priority: 5, weight: 7, port: 443 },
      { host: 'd.contoso.test', priority: 9, weight: 99, port: 443 },
    ];
    const report = await autodiscover(madeUp({ 'b.contoso.test': basic }, records));
    expect(report.causes[0]).toMatchObject({ cause: 'autodiscover', certainty: 'unverified', says: expect.stringContaining('b.contoso.test') });
  });

  it('is not an encrypted page that an unencrypted one stands in for', async () => {
    const report = await autodiscover(madeUp({ 'contoso.test': to('http://contoso.test/autodiscover/autodiscover.xml') }));
    expect(report.cause).toBe('autodiscover');
  });
});

it('A report can be pasted into a ticket, a line for each step', async () => {
  const report = await activeSync(basic);
  const lines = probeAsText(report).split('\n');
  expect(lines[0]).toBe('ActiveSync at mail.contoso.test, checked 2026-05-04 00:00 UTC');
  expect(lines[1]).toBe(report.verdict);
  expect(lines.slice(3)).toHaveLength(report.rows.length);
});

it('A report says in a ticket which of its causes no document is certain of', () => {
  const cause = (says: string, certainty: Certainty) => ({ cause: 'auth', certainty, says, evidence: [] });
  const textOf = (...causes: readonly Cause[]): string =>
    probeAsText({
      kind: 'activesync',
      target: 'mail.contoso.test',
      at: 0,
      outcome: 'fault',
      verdict: 'It fails.',
      cause: 'auth',
      causes,
      tables: [],
      lacks: [],
      rows: [],
    });
  expect(textOf(cause('A.', 'documented'))).not.toContain('documented for certain');
  expect(textOf(cause('A.', 'derived'))).toContain('It fails.\nNot documented for certain.\n');
  expect(textOf(cause('A.', 'documented'), cause('B.', 'unverified'))).toContain('Not documented for certain: B.\n');
});

test('Of a phone whose profile names no list of places, nobody says where it looks for its server', async () => {
  const book = shippedBook();
  const profiles = new Map([...book.profiles].map(([id, profile]) => [id, { ...profile, searches: undefined }]));
  const network = madeUp({});
  const report = await runProbe('autodiscover', 'contoso.test', { network, book: { ...book, profiles }, now });
  expect(report).toMatchObject({ outcome: 'unclear', causes: [], lacks: [expect.stringContaining('where this phone looks')] });
  expect(network.asked).toEqual([]);
});
