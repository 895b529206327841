/** Certificates of the stand-in, made at its start and kept in memory only. */
// The certificate library needs it before anything else.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Fault } from './faults.ts';

/** PEM: the key, and the certificates as they are sent. */
export interface Served {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
}

/**
 * Authorities are judged by their names, since the phone's list has only these. So that the stand-in can be in order, its
 * root bears the name of one on the list; nobody but the stand-in trusts it.
 */
const listedRoot = 'CN=GlobalSign Stand-in Root, O=GlobalSign';
const ownRoot = 'CN=Contoso Root, O=Contoso';

let keysOnce: Promise<[CryptoKeyPair, CryptoKeyPair, CryptoKeyPair]> | undefined;

/** Keys take long to make and are of no value: all stand-ins of a process share them. */
function keys(): Promise<[CryptoKeyPair, CryptoKeyPair, CryptoKeyPair]> {
  const one = () => crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  keysOnce ??= Promise.all([one(), one(), one()]);
  return keysOnce;
}

/** What the server sends with this fault. @param names host names; @param now milliseconds since 1970. */
export async function makeCertificates(fault: Fault, names: readonly string[], now: number): Promise<Served> {
  const [rootKeys, middleKeys, ownKeys] = await keys();
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', ownKeys.privateKey), 'PRIVATE KEY');
  const root = await authority(fault === 'private-ca' ? ownRoot : listedRoot, rootKeys, undefined, now);
  const middle = await authority(
    fault === 'private-ca' ? 'CN=Contoso Issuing CA, O=Contoso' : 'CN=GlobalSign Stand-in Issuing CA, O=GlobalSign',
    middleKeys,
    root,
    now,
  );
  const own = await leaf(fault, names, ownKeys, middle, now);
  const sent = fault === 'missing-intermediate' || fault === 'self-signed' ? [own] : [own, middle.certificate];
  return { key, cert: sent.map((one) => one.toString('pem')).join('\n') };
}

async function authority(subject: string, pair: CryptoKeyPair, issuer: Authority | undefined, now: number): Promise<Authority> {
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: issuer === undefined ? '01' : '02',
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(now - 400 * day),
    notAfter: new Date(now + 4_000 * day),
    signingAlgorithm: rsa,
    publicKey: pair.publicKey,
    signingKey: (issuer?.keys ?? pair).privateKey,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return { certificate, keys: pair };
}

/** The hash belongs to the key: the same key for another one. */
async function forSha512(key: CryptoKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', await crypto.subtle.exportKey('pkcs8', key), { ...rsa, hash: 'SHA-512' }, true, ['sign']);
}

async function leaf(fault: Fault, names: readonly string[], pair: CryptoKeyPair, issuer: Authority, now: number): Promise<x509.X509Certificate> {
  const hosts = fault === 'wrong-name' ? ['exchange01.contoso.local'] : names;
  const subject = `CN=${hosts[0]}`;
  const self = fault === 'self-signed';
  const signingKey = (self ? pair : issuer.keys).privateKey;
  return x509.X509CertificateGenerator.create({
    serialNumber: '03',
    subject,
    issuer: self ? subject : issuer.certificate.subject,
    notBefore: new Date(now + (fault === 'not-yet-valid' ? 30 : -300) * day),
    notAfter: new Date(now + (fault === 'expired' ? -30 : 300) * day),
    signingAlgorithm: { ...rsa, hash: fault === 'sha512' ? 'SHA-512' : 'SHA-256' },
    publicKey: pair.publicKey,
    signingKey: fault === 'sha512' ? await forSha512(signingKey) : signingKey,
    extensions: [new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value })))],
  });
}
