/** Certificates in binary form as the lines of text that they would be, so that one analyser reads both. */
import { readCertificate } from './certificate-facts.ts';
import { beginsPrivateKey, beginsRequest, containedCertificates, lengthOf } from './der.ts';

/** Bytes that such a file may have; a certificate has one or two thousand, a container ten times as many. */
const longest = 128 * 1024;

/** How many bytes to wait for when a file begins so; 0 when it cannot be one of these. */
export function derLength(head: Uint8Array): number {
  if (head[0] !== 0x30) return 0;
  const length = lengthOf(head) ?? 0;
  return length <= longest ? length : 0;
}

/**
 * A certificate, a PKCS7 container or a request as PEM. Of a private key there is only the line that says so.
 * @returns `undefined` for everything else.
 */
export function pemOfDer(bytes: Uint8Array): readonly string[] | undefined {
  if (derLength(bytes) === 0) return undefined;
  const label = labelOf(bytes);
  if (label === undefined) return undefined;
  const coded =
    label === 'PRIVATE KEY'
      ? []
      : (Buffer.from(bytes)
          .toString('base64')
          .match(/.{1,64}/g) ?? []);
  return [`-----BEGIN ${label}-----`, ...coded, `-----END ${label}-----`];
}

function labelOf(bytes: Uint8Array): string | undefined {
  if (beginsPrivateKey(bytes)) return 'PRIVATE KEY';
  if (beginsRequest(bytes)) return 'CERTIFICATE REQUEST';
  if (containedCertificates(bytes).length > 0) return 'PKCS7';
  return readCertificate(bytes) === undefined ? undefined : 'CERTIFICATE';
}
