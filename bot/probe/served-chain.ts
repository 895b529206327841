/** The certificates that a server sent. */
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** Certificates that are kept; a server sends three or four. */
const mostCertificates = 10;

/** DER, the server's own first. */
export function servedChain(socket: TLSSocket): Uint8Array[] {
  const chain: Uint8Array[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && !seen.has(next.fingerprint256) && chain.length < mostCertificates) {
    seen.add(next.fingerprint256);
    chain.push(new Uint8Array(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}
