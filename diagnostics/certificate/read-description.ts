/** Reads certificates that are described in words, as `openssl x509 -text` does, where their bytes are not at hand. */
import { type CertificateFacts, hostsOf } from './certificate-facts.ts';
import { readName } from './distinguished-name.ts';

export interface Described {
  /** Of the line with the subject, from 1. */
  readonly line: number;
  readonly facts: CertificateFacts;
}

interface Words {
  line: number;
  subject?: string;
  issuer?: string;
  from?: string;
  until?: string;
  signature?: string;
  keyKind?: string;
  keySize?: string;
  curve?: string;
  names?: string;
  authority?: boolean;
}

type Told = Exclude<keyof Words, 'line' | 'authority'>;

const labels: readonly (readonly [RegExp, Told])[] = [
  [/^\s{0,40}Issuer:\s?(.{1,2000})$/, 'issuer'],
  [/^\s{0,40}Subject:\s?(.{1,2000})$/, 'subject'],
  [/^\s{0,40}Not Before\s?:\s?(.{10,60})$/, 'from'],
  [/^\s{0,40}Not After\s?:\s?(.{10,60})$/, 'until'],
  [/^\s{0,40}Signature Algorithm:\s?([\w-]{1,60})/, 'signature'],
  [/^\s{0,40}Public Key Algorithm:\s?([\w-]{1,60})/, 'keyKind'],
  [/Public[- ]Key:\s?\((\d{2,6}) bit/, 'keySize'],
  [/^\s{0,40}(?:NIST CURVE|ASN1 OID):\s?([\w-]{1,40})/, 'curve'],
  [/^\s{0,40}((?:DNS|IP Address):.{1,20000})$/, 'names'],
];

/** All certificates that are described, in order. */
export function readDescriptions(lines: readonly string[]): Described[] {
  const found: Words[] = [];
  lines.forEach((text, at) => {
    if (/^\s{0,8}Certificate:\s{0,4}$/.test(text)) found.push({ line: at + 1 });
    const words = found.at(-1);
    if (words !== undefined) tell(words, text, at + 1);
  });
  return found.flatMap(described);
}

function tell(words: Words, text: string, line: number): void {
  if (/\bCA:TRUE\b/.test(text)) words.authority = true;
  for (const [label, told] of labels) {
    const value = label.exec(text)?.[1];
    if (value === undefined || words[told] !== undefined) continue;
    words[told] = value;
    if (told === 'subject') words.line = line;
    return;
  }
}

function described(words: Words): Described[] {
  if (words.subject === undefined || words.issuer === undefined || words.until === undefined) return [];
  const subject = readName(words.subject);
  const issuer = readName(words.issuer);
  const keyKind = /^rsa/i.test(words.keyKind ?? 'rsa') ? 'rsa' : /ec/i.test(words.keyKind ?? '') ? 'ec' : 'other';
  const facts: CertificateFacts = {
    subject,
    issuer,
    hosts: hostsOf(words.names ?? '', subject),
    from: Date.parse(words.from ?? ''),
    until: Date.parse(words.until),
    key: keyKind === 'rsa' ? `RSA ${words.keySize ?? ''}`.trim() : keyKind === 'ec' ? `EC ${words.curve ?? words.keySize ?? ''}`.trim() : (words.keyKind ?? ''),
    keyKind,
    authority: words.authority ?? false,
    signature: words.signature ?? 'not known',
    issuedBy: (other) => issuer.same === other.subject.same,
  };
  return [{ line: words.line, facts }];
}
