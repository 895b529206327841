/** The judgement of a served chain as steps of a check. */
import { type ChainJudgement, judgeChain } from '../certificate/judge-chain.ts';
import { trustedRoots } from '../certificate/trusted-root.ts';
import type { Cause, FindingTable } from '../finding.ts';
import { outcomeOf } from '../outcome-of.ts';
import type { SecureConnection } from './network.ts';
import { plain } from './read-answer.ts';
import { causeOf, type Look } from './rows.ts';

/** Characters that are kept of a sentence and of a table's cell. */
const longestSays = 400;
const longestCell = 200;

interface Judged {
  readonly causes: readonly Cause[];
  readonly tables: readonly FindingTable[];
}

interface Check {
  readonly cause: string;
  readonly step: string;
  fine(judgement: ChainJudgement, look: Look, host: string): string;
}

/** What is looked at, in the order in which a connection test does; a certificate's cells are in the order of the table's columns. */
const checks: readonly Check[] = [
  { cause: 'certificate-name', step: 'Name on the certificate', fine: (_, __, host) => `The name ${host} stands on the certificate.` },
  {
    cause: 'certificate-chain',
    step: 'Certificates in between',
    fine: ({ table }) => `The server sends ${counted(table)}. Nothing is missing that the phone would need.`,
  },
  { cause: 'certificate-untrusted', step: 'Certification authority', fine: authorityWords },
  { cause: 'certificate-date', step: 'Dates', fine: ({ table }) => `It is valid from ${cell(table, 3)}.` },
  { cause: 'certificate-algorithm', step: 'Key and signature', fine: ({ table }) => `The key is ${cell(table, 4)}, the signature ${cell(table, 5)}.` },
];

/** Judges what the server sent, one row for each thing that is looked at. */
export function noteCertificate(look: Look, host: string, secure: SecureConnection): Judged {
  const judgement = judge(look, host, secure);
  if (judgement === undefined) return noCertificate(look, 'Certificate');
  const causes = new Map(judgement.causes.map((one) => [one.cause, one]));
  const noted = checks.map((check) => {
    const cause = causes.get(check.cause);
    const row = { step: check.step, milliseconds: 0 };
    if (cause === undefined) {
      const isJudged = check.cause !== 'certificate-untrusted' || trustedRoots(look) !== undefined;
      look.rows.add({ ...row, state: isJudged ? 'passed' : 'not-run', detail: check.fine(judgement, look, host) });
      return [];
    }
    const from = look.rows.add({ ...row, state: outcomeOf([cause]) === 'fault' ? 'failed' : 'warned', detail: cause.says });
    return [{ ...cause, evidence: [from] }];
  });
  // The judgement's own order is by how likely each cause is.
  const found = new Map(noted.flat().map((one) => [one.cause, one]));
  return { causes: judgement.causes.map((one) => found.get(one.cause) ?? one), tables: [judgement.table] };
}

/** The same in one row, where the certificate is only one thing among others. */
export function noteCertificateBriefly(look: Look, step: string, host: string, secure: SecureConnection): Judged {
  const judgement = judge(look, host, secure);
  if (judgement === undefined) return noCertificate(look, step);
  const { causes, table } = judgement;
  const [worst] = causes;
  const detail =
    worst === undefined
      ? `It is for ${host} and is valid${trustedRoots(look) === undefined ? '' : `, and comes from ${judgement.authority ?? 'an authority of the list'}`}.`
      : causes.map((one) => one.says).join(' ');
  const state = worst === undefined ? 'passed' : outcomeOf(causes) === 'fault' ? 'failed' : 'warned';
  const from = look.rows.add({ step, milliseconds: 0, state, detail });
  return { causes: causes.map((one) => ({ ...one, evidence: [from] })), tables: [{ ...table, title: `${table.title} of ${host}` }] };
}

/** What stands on a certificate was written by whoever made it: it is cut, and kept to letters and signs. */
function judge({ now, book }: Look, host: string, { chain }: SecureConnection): ChainJudgement | undefined {
  const judgement = judgeChain(chain, { hostname: host, now, book, served: true });
  if (judgement === undefined) return undefined;
  const { causes, table } = judgement;
  return {
    ...judgement,
    causes: causes.map((one) => ({ ...one, says: plain(one.says, longestSays) })),
    table: { ...table, rows: table.rows.map((row) => row.map((one) => plain(one, longestCell))) },
  };
}

function noCertificate({ rows }: Look, step: string): Judged {
  const detail = 'The server sends no certificate that can be read.';
  const from = rows.add({ step, milliseconds: 0, state: 'failed', detail });
  return { causes: [causeOf('certificate-untrusted', 'derived', detail, from)], tables: [] };
}

/** The facts' own words about how much their list is worth. */
function authorityWords({ authority }: ChainJudgement, look: Look): string {
  const roots = trustedRoots(look);
  if (roots === undefined) return 'It is not known here which authorities the phone trusts.';
  return [`By its name it comes from ${authority ?? 'an authority of the list'}, which the phone usually trusts.`, roots.note ?? ''].join(' ').trim();
}

function counted({ rows, more }: FindingTable): string {
  const count = rows.length + more;
  return count === 1 ? 'one certificate' : `${count} certificates`;
}

/** A cell of the server's own certificate. */
function cell({ rows }: FindingTable, column: number): string {
  return rows[0]?.[column] ?? 'not known';
}
