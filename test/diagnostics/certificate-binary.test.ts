/** Certificates in binary form are read as those in text are, and private keys in no form. */
import { generateKeyPairSync } from 'node:crypto';
import { context, diagnose, fixturesOf } from './diagnose-support.ts';
import { judgeChain } from '../../diagnostics/certificate/judge-chain.ts';
import { containedCertificates, lengthOf, piecesOf } from '../../diagnostics/certificate/der.ts';

const fixtures = new Map(fixturesOf('certificate').map(({ name, bytes }) => [name, bytes]));
const bytesOf = (name: string): Buffer => fixtures.get(name)!;

test('The same certificate is judged the same, as text and in binary form', () => {
  expect(diagnose(bytesOf('self-signed-alone.der'))).toEqual(diagnose(bytesOf('self-signed-alone.pem')));
});

test('The line that is shown of a certificate says what stands in it', () => {
  const [proof] = diagnose(bytesOf('self-signed-alone.der')).causes[0]!.evidence;
  expect(proof?.text).toMatch(/mail\.contoso\.com, issued by mail\.contoso\.com, valid \d{4}-\d\d-\d\d to /);
});

test('A container has all its certificates in it, the server’s own first, in both forms', () => {
  const finding = diagnose(bytesOf('container.p7b'));
  expect(finding.tables[0]!.rows.map(([subject]) => subject)).toEqual(['mail.contoso.com', 'DigiCert Test Issuing CA']);
  expect(diagnose(bytesOf('container-as-text.p7b'))).toEqual(finding);
  const chain = containedCertificates(bytesOf('container.p7b'));
  expect(judgeChain(chain, { ...context, hostname: 'mail.contoso.com' })).toMatchObject({ causes: [], authority: 'DigiCert' });
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const locked = { cipher: 'aes-256-cbc', passphrase: 'x' };

test.each([
  ['PKCS1', rsa.export({ format: 'der', type: 'pkcs1' })],
  ['PKCS8', rsa.export({ format: 'der', type: 'pkcs8' })],
  ['PKCS8 of a curve', ec.export({ format: 'der', type: 'pkcs8' })],
  ['PKCS8 under a password', rsa.export({ format: 'der', type: 'pkcs8', ...locked })],
  ['SEC1', ec.export({ format: 'der', type: 'sec1' })],
  ['PKCS12', bytesOf('with-private-key.pfx')],
  ['PEM, PKCS1', Buffer.from(rsa.export({ format: 'pem', type: 'pkcs1' }))],
  ['PEM, SEC1', Buffer.from(ec.export({ format: 'pem', type: 'sec1' }))],
  ['PEM, under a password', Buffer.from(rsa.export({ format: 'pem', type: 'pkcs8', ...locked }))],
  ['PEM, after a certificate', Buffer.concat([bytesOf('leaf-alone.pem'), Buffer.from(ec.export({ format: 'pem', type: 'pkcs8' }))])],
  ['PEM, after very many certificates', Buffer.from(bytesOf('leaf-alone.pem').toString().repeat(150) + ec.export({ format: 'pem', type: 'pkcs8' }))],
  ['of PGP', Buffer.from('-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: x\n\nlQHYBF\n')],
  ['of PuTTY', Buffer.from('PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n')],
  ['in a store of Java', Buffer.from('feedfeed0000000200000001000000010003', 'hex')],
])('A private key (%s) is refused, with the words not to share it, and nothing of it is shown', (_form, bytes) => {
  for (const size of [bytes.length, 1]) {
    const finding = diagnose(bytes, size);
    expect(finding).toMatchObject({ outcome: 'unclear', isSecret: true, causes: [], tables: [] });
    expect(finding.verdict).toMatch(/private key.*Do not share/);
  }
});

test('What is no private key is not called one', () => {
  for (const [name, bytes] of fixtures) if (!name.includes('private-key')) expect([name, diagnose(bytes).isSecret]).toEqual([name, undefined]);
});

test('A certificate that is cut off anywhere is never judged', () => {
  const whole = bytesOf('self-signed-alone.der');
  for (let length = 0; length < whole.length; length += 7) expect(diagnose(whole.subarray(0, length)).causes).toEqual([]);
});

test('Lengths that lie end the reading', () => {
  expect(lengthOf(Buffer.from('3080', 'hex'))).toBeUndefined();
  expect(lengthOf(Buffer.from('30850000000001', 'hex'))).toBeUndefined();
  expect(piecesOf(Buffer.from('0201010202', 'hex'))).toHaveLength(1);
  expect(piecesOf(Buffer.alloc(10_000))).toHaveLength(200);
});
