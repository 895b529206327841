/** What is looked at in one certificate, wherever it was read from. */
import { X509Certificate } from 'node:crypto';
import { type DistinguishedName, readName } from './distinguished-name.ts';

export interface CertificateFacts {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Host names and IP addresses that it is for, in lower case; the common name when no others are listed. */
  readonly hosts: readonly string[];
  /** Milliseconds since 1970; `NaN` when it cannot be read. */
  readonly from: number;
  readonly until: number;
  /** Of the key inside: `RSA 2048`, `EC P-256` … */
  readonly key: string;
  readonly keyKind: 'rsa' | 'ec' | 'other';
  /** How the issuer signed it, as OpenSSL calls it: `sha256WithRSAEncryption` … */
  readonly signature: string;
  /** Whether `other` made this certificate, as far as it can be seen. */
  issuedBy(other: CertificateFacts): boolean;
  /** The certificate itself, when there is more than a description of it. */
  readonly certificate?: X509Certificate | undefined;
}

/**
 * Reads a certificate.
 * @param input DER or PEM bytes, PEM text, or Node's own object.
 * @returns `undefined` when it is not a certificate.
 */
export function readCertificate(input: Uint8Array | string | X509Certificate): CertificateFacts | undefined {
  const certificate = input instanceof X509Certificate ? input : parse(input);
  return certificate === undefined ? undefined : factsOf(certificate);
}

function parse(input: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(input);
  } catch {
    return undefined; // Not a certificate: whoever asked says so, in the words of the place.
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  const subject = readName(certificate.subject ?? '');
  const issuer = readName(certificate.issuer ?? '');
  return {
    subject,
    issuer,
    hosts: hostsOf(certificate.subjectAltName ?? '', subject),
    from: Date.parse(certificate.validFrom),
    until: Date.parse(certificate.validTo),
    ...keyOf(certificate),
    signature: certificate.signatureAlgorithm ?? certificate.signatureAlgorithmOid,
    certificate,
    issuedBy: (other) => (other.certificate === undefined ? issuer.same === other.subject.same : isIssuedBy(certificate, other.certificate)),
  };
}

function isIssuedBy(certificate: X509Certificate, other: X509Certificate): boolean {
  try {
    return certificate.checkIssued(other) && certificate.verify(other.publicKey);
  } catch {
    return false; // A key that OpenSSL cannot use signs nothing that a phone could check.
  }
}

function keyOf(certificate: X509Certificate): { key: string; keyKind: CertificateFacts['keyKind'] } {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    if (asymmetricKeyType === 'rsa') return { key: `RSA ${asymmetricKeyDetails?.modulusLength ?? ''}`.trim(), keyKind: 'rsa' };
    if (asymmetricKeyType === 'ec') return { key: `EC ${asymmetricKeyDetails?.namedCurve ?? ''}`.trim(), keyKind: 'ec' };
    return { key: asymmetricKeyType ?? 'not known', keyKind: 'other' };
  } catch {
    return { key: 'not known', keyKind: 'other' };
  }
}

/** Names of `DNS:a, IP Address:b` lists, at most 500 of them. */
export function hostsOf(alternativeNames: string, subject: DistinguishedName): readonly string[] {
  const listed = alternativeNames
    .split(',', 500)
    .flatMap((entry) => /^\s{0,20}(?:DNS|IP Address):\s{0,4}"?([^\s"]{1,255})"?\s{0,20}$/.exec(entry)?.[1]?.toLowerCase() ?? []);
  return listed.length > 0 || subject.commonName === undefined ? listed : [subject.commonName.toLowerCase()];
}
