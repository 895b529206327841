/** Certificates of a live look are judged as those of a text are. */
import { X509Certificate } from 'node:crypto';
import { judgeChain } from '../../diagnostics/certificate/judge-chain.ts';
import { matchesHost } from '../../diagnostics/certificate/host-match.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import { leadsOf } from '../../diagnostics/lead.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { analysers, context, diagnose, fixturesOf } from './diagnose-support.ts';

const blocks = (name: string): string[] =>
  fixturesOf('certificate')
    .find((one) => one.name === name)!
    .bytes.toString()
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)!;

const causes = (certificates: readonly (Uint8Array | string | X509Certificate)[], hostname?: string, now = context.now): unknown =>
  judgeChain(certificates, { book: context.book, now, hostname })?.causes.map((one) => one.cause);

test('Bytes, text and objects of the same certificates give the same judgement', () => {
  const pem = blocks('served-in-order.txt');
  const objects = pem.map((one) => new X509Certificate(one));
  const judge = (given: readonly (Uint8Array | string | X509Certificate)[]) => judgeChain(given, { ...context, hostname: 'mail.contoso.com' });
  expect(judge(objects.map((one) => one.raw))).toEqual(judge(pem));
  expect(judge(objects)).toEqual(judge(pem));
  expect(judge(pem)).toMatchObject({ causes: [], authority: 'DigiCert' });
});

test('What the server does not send is missed', () => {
  expect(causes(blocks('served-in-order.txt').slice(0, 1), 'mail.contoso.com')).toEqual(['certificate-chain']);
});

test('The day decides over the dates', () => {
  const pem = blocks('served-in-order.txt');
  expect(causes(pem, 'mail.contoso.com', Date.parse('2040-01-01'))).toEqual(['certificate-date']);
  expect(causes(pem, 'mail.contoso.com', Date.parse('2020-01-01'))).toEqual(['certificate-date']);
});

test('Without a host name the name is not judged', () => {
  expect(causes(blocks('served-in-order.txt'))).toEqual([]);
});

test('What is no certificate is left out, and nothing at all gives no judgement', () => {
  expect(judgeChain([], context)).toBeUndefined();
  expect(judgeChain(['no', new Uint8Array(5)], context)).toBeUndefined();
});

test.each([
  ['mail.contoso.com', ['mail.contoso.com'], true],
  ['MAIL.contoso.com.', ['mail.Contoso.com'], true],
  ['mail.contoso.com', ['*.contoso.com'], true],
  ['a.mail.contoso.com', ['*.contoso.com'], false],
  ['contoso.com', ['*.contoso.com'], false],
  ['mail.contoso.com', ['*'], false],
  ['mail.contoso.com', ['m*.contoso.com'], false],
  ['10.0.0.1', ['*.0.0.1'], false],
  ['10.0.0.1', ['10.0.0.1'], true],
  ['bücher.contoso.com', ['xn--bcher-kva.contoso.com'], true],
])('The host %s and the names %j: %s', (host, names, fits) => {
  expect(matchesHost(names, host)).toBe(fits);
});

test('Of a phone whose facts name no list of authorities, nobody says whom it trusts', () => {
  const profiles = new Map([...context.book.profiles].map(([id, profile]) => [id, { ...profile, trusts: undefined }]));
  const untold = { ...context, book: { ...context.book, profiles } };
  const text = fixturesOf('certificate')
    .find((one) => one.name === 'private-root-issued.txt')!
    .bytes.toString();
  const judged = (given: typeof context) => diagnoseText(text, analysers, given);
  expect(judged(context).causes.map((one) => one.cause)).toEqual(['certificate-untrusted']);
  expect(judged(untold)).toMatchObject({ outcome: 'unclear', causes: [], lacks: [expect.stringContaining('authorities that the phone trusts')] });
});

test('What no document calls a fault is not called one, and leads to its step all the same', () => {
  const { library } = shippedDesk();
  const read = (name: string) => diagnose(fixturesOf('certificate').find((one) => one.name === name)!.bytes);
  expect(read('sha-512.txt').outcome).toBe('unclear');
  expect(leadsOf(library, read('sha-512.txt')).map((one) => one.answer)).toEqual(['certificate-algorithm']);
  expect(read('elliptic-young-root.txt').outcome).toBe('fault');
});
