/** Reads certificates as text: PEM, and what OpenSSL prints. */
import { evidence } from '../evidence.ts';
import type { Analyser, Context, Finding } from '../finding.ts';
import { noFinding } from '../no-finding.ts';
import { outcomeOf, whatThePhoneShows } from '../outcome-of.ts';
import { wholeText } from '../whole-text.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { shownName } from './distinguished-name.ts';
import { day } from './flaws.ts';
import { type Given, readGiven } from './given.ts';
import { type ChainJudgement, judgeFacts } from './judge-chain.ts';
import { isCertificate, isPrivateKey, type PemBlock, readPem } from './read-pem.ts';
import { readHandshake } from './read-handshake.ts';
import { trustedRoots } from './trusted-root.ts';
import { sayErrors } from './verify-errors.ts';

const block = /^[>\s]{0,12}-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}(?:CERTIFICATE(?: REQUEST)?|PRIVATE KEY|PKCS7|PKCS #7 SIGNED DATA|CMS)-----/m;
const handshake = /^CONNECTED\(|^Certificate chain\s{0,4}$|^(?:depth=\d{1,2} .{0,400}\n)?verify error:num=\d/m;
const described = /^\s{0,8}Certificate:\s{0,4}\r?\n\s{0,12}Data:/m;

export const certificateAnalyser: Analyser = {
  material: 'certificate',
  recognise(head) {
    if (block.test(head)) return 0.95;
    return handshake.test(head) || described.test(head) ? 0.9 : 0;
  },
  open: (context) => wholeText(context, analyse),
};

const wholeChain = 'what the server sends: the output of "openssl s_client -connect SERVER:443 -servername SERVER -showcerts"';

function analyse(lines: readonly string[], context: Context): Finding {
  const blocks = readPem(lines);
  const refused = blocks.map((one) => refuse(one)).find((one) => one !== undefined);
  if (refused !== undefined) return refused;
  const told = readHandshake(lines);
  const given = readGiven(lines, blocks, told);
  const damaged = blocks.filter((one) => isCertificate(one.label) && one.facts.length === 0).length;
  if (given.certificates.length === 0) return damaged > 0 ? unclear(sayDamaged, [wholeCertificate]) : sayErrors(told, wholeChain);
  if (given.root) return sayRoot(given);
  const judgement = judgeFacts(
    given.certificates.map((one) => one.facts),
    {
      ...context,
      hostname: told.hostname,
      served: given.served,
      evidenceOf: (at) => given.certificates.slice(at, at + 1).map((one) => evidence(one.line, lineOf(lines[one.line - 1] ?? '', one.facts))),
    },
  );
  return judgement === undefined ? unclear(sayDamaged, [wholeCertificate]) : conclude(judgement, lacksOf(given, told.hostname, damaged, context));
}

/** A line that only begins a certificate, with what stands inside; nobody can read that from the rest of it. */
function lineOf(line: string, { subject, issuer, from, until }: CertificateFacts): string {
  if (!line.includes('-----BEGIN')) return line;
  return `${line.trim()} ${shownName(subject)}, issued by ${shownName(issuer)}, valid ${day(from)} to ${day(until)}`;
}

function lacksOf(given: Given, hostname: string | undefined, damaged: number, context: Context): readonly string[] {
  return [
    ...(hostname === undefined ? ['the name of the server, as it is typed into the phone'] : []),
    ...(given.served ? [] : [wholeChain]),
    ...(damaged > 0 ? [wholeCertificate] : []),
    ...(trustedRoots(context) === undefined ? ['the list of the authorities that the phone trusts'] : []),
  ];
}

function conclude({ causes, table, authority }: ChainJudgement, lacks: readonly string[]): Finding {
  const found = { ...noFinding, kind: 'certificate', causes, tables: [table], lacks } as const;
  if (causes.length > 0) {
    const outcome = outcomeOf(causes);
    return {
      ...found,
      lacks: outcome === 'unclear' ? [whatThePhoneShows, ...lacks] : lacks,
      outcome,
      verdict: causes
        .slice(0, 2)
        .map((one) => one.says)
        .join(' '),
    };
  }
  const leads = authority === undefined ? '' : ` They lead to ${authority}, which the phone usually trusts.`;
  if (lacks.length > 0) return { ...found, outcome: 'unclear', verdict: `Nothing is wrong in what I can see here, but I do not see enough.${leads}` };
  return { ...found, outcome: 'fine', verdict: `The dates, the name and the chain of the certificates are in order.${leads}` };
}

const wholeCertificate = 'the whole certificate, from its BEGIN line to its END line';
const sayDamaged = 'A certificate begins here, but it is damaged or cut off. I cannot read it.';

const sayPrivateKey =
  'This has a private key in it. I have not read it. Do not share this file with anybody: who has the key can pretend to be your server. Tell your administrator that it was sent here, so that they can decide whether it must be replaced.';
const withoutKey = 'only the certificates, without any private key';

/** What is never read, and why. */
function refuse({ label }: PemBlock): Finding | undefined {
  if (isPrivateKey(label)) return { ...unclear(sayPrivateKey, [withoutKey]), isSecret: true };
  if (label.endsWith('CERTIFICATE REQUEST')) return unclear('This is a request for a certificate. No phone ever sees it.', [wholeChain]);
  return undefined;
}

function sayRoot(given: Given): Finding {
  const says =
    'This is the root certificate of an authority, and not the certificate of a server. The phone trusts the authority once this is installed on it.';
  return { ...unclear(says, [wholeChain]), tables: given.tables };
}

function unclear(verdict: string, lacks: readonly string[]): Finding {
  return { ...noFinding, kind: 'certificate', outcome: 'unclear', verdict, lacks };
}
