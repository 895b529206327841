/** Finds what stands between BEGIN and END lines. */
import { type CertificateFacts, readCertificate } from './certificate-facts.ts';
import { containedCertificates } from './der.ts';

export interface PemBlock {
  /** What stands after BEGIN: `CERTIFICATE`, `RSA PRIVATE KEY`, `PKCS7` … */
  readonly label: string;
  /** Of the BEGIN line, from 1. */
  readonly line: number;
  /** Of each certificate in it; empty when it has none, or only a damaged one. */
  readonly facts: readonly CertificateFacts[];
}

const begin = /-----BEGIN ([A-Z0-9 #]{1,40})-----/;
const end = /-----END [A-Z0-9 #]{1,40}-----/;
/** Lines of one block; a certificate has 20 to 60. */
const mostLines = 2000;
const mostBlocks = 100;

/** Whether a block's label is one of certificates: of one, or of a container. */
export function isCertificate(label: string): boolean {
  return /^(?:(?:(?:TRUSTED|X509) )?CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)$/.test(label);
}

/** Whether a block's label is that of a private key. */
export function isPrivateKey(label: string): boolean {
  return label.includes('PRIVATE KEY');
}

/** All blocks of a text, in order. Private keys are named and never read. */
export function readPem(lines: readonly string[]): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { label: string; line: number; body: string[] } | undefined;
  lines.forEach((text, at) => {
    const label = begin.exec(text)?.[1];
    if (label !== undefined && (blocks.length < mostBlocks || isPrivateKey(label))) {
      if (open !== undefined) blocks.push(blockOf(open));
      open = { label, line: at + 1, body: [] };
    } else if (open !== undefined && end.test(text)) {
      blocks.push(blockOf(open));
      open = undefined;
    } else if (open !== undefined && open.body.length < mostLines && isCertificate(open.label)) open.body.push(text);
  });
  return open === undefined ? blocks : [...blocks, blockOf(open)];
}

function blockOf(block: { readonly label: string; readonly line: number; readonly body: readonly string[] }): PemBlock {
  const { label, line, body } = block;
  const coded = body.map((text) => text.replace(/[>\s]/g, '')).filter((text) => /^[A-Za-z0-9+/=]{1,500}$/.test(text));
  return { label, line, facts: isCertificate(label) ? readAll(Buffer.from(coded.join(''), 'base64')) : [] };
}

/** Some programs write a container under the label of a certificate, so its content decides. */
function readAll(bytes: Uint8Array): CertificateFacts[] {
  const contained = containedCertificates(bytes).slice(0, mostBlocks);
  return (contained.length > 0 ? contained : [bytes]).flatMap((one) => readCertificate(one) ?? []);
}
