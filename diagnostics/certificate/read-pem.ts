/** Finds what stands between BEGIN and END lines. */
import { type CertificateFacts, readCertificate } from './certificate-facts.ts';

export interface PemBlock {
  /** What stands after BEGIN: `CERTIFICATE`, `RSA PRIVATE KEY`, `PKCS7` … */
  readonly label: string;
  /** Of the BEGIN line, from 1. */
  readonly line: number;
  /** `undefined` when it is no certificate, or a damaged one. */
  readonly facts: CertificateFacts | undefined;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/;
const end = /-----END [A-Z0-9 ]{1,40}-----/;
/** Lines of one block; a certificate has 20 to 60. */
const mostLines = 2000;
const mostBlocks = 100;

/** Whether a block's label is a certificate's. */
export function isCertificate(label: string): boolean {
  return /^(?:(?:TRUSTED|X509) )?CERTIFICATE$/.test(label);
}

/** All blocks of a text, in order. Private keys are named and never read. */
export function readPem(lines: readonly string[]): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { label: string; line: number; body: string[] } | undefined;
  lines.forEach((text, at) => {
    const label = begin.exec(text)?.[1];
    if (label !== undefined && blocks.length < mostBlocks) {
      if (open !== undefined) blocks.push(blockOf(open));
      open = { label, line: at + 1, body: [] };
    } else if (open !== undefined && end.test(text)) {
      blocks.push(blockOf(open));
      open = undefined;
    } else if (open !== undefined && open.body.length < mostLines) open.body.push(text);
  });
  return open === undefined ? blocks : [...blocks, blockOf(open)];
}

function blockOf(block: { readonly label: string; readonly line: number; readonly body: readonly string[] }): PemBlock {
  const { label, line, body } = block;
  const coded = body.map((text) => text.replace(/[>\s]/g, '')).filter((text) => /^[A-Za-z0-9+/=]{1,500}$/.test(text));
  const facts = isCertificate(label) ? readCertificate(Buffer.from(coded.join(''), 'base64')) : undefined;
  return { label, line, facts };
}
