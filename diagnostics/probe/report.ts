/** What a live check found, step by step, and what it concludes. */
import type { Finding } from '../finding.ts';

export const probeKinds = ['server-certificate', 'autodiscover', 'activesync'] as const;
export type ProbeKind = (typeof probeKinds)[number];

export type StepState = 'passed' | 'warned' | 'failed' | 'not-run';

export interface ProbeRow {
  readonly step: string;
  readonly state: StepState;
  /** How long it took; 0 for what needs no network. */
  readonly milliseconds: number;
  /** One or two plain sentences. */
  readonly detail: string;
}

/** Plain data; the evidence of a cause is a row, its line the row's number from 1. */
export interface ProbeReport extends Pick<Finding, 'outcome' | 'verdict' | 'causes' | 'tables' | 'lacks'> {
  readonly kind: ProbeKind;
  /** The host or the mail domain. */
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What a `check` node's findings are keyed by: the likeliest cause, `nothing-found` or `unclear`. */
  readonly cause: string;
  readonly rows: readonly ProbeRow[];
}

/** What each check is called. */
const probeTitles: Readonly<Record<ProbeKind, string>> = {
  'server-certificate': 'Certificate of',
  autodiscover: 'Autodiscover of',
  activesync: 'ActiveSync at',
};

const marks: Readonly<Record<StepState, string>> = { passed: 'ok     ', warned: 'warning', failed: 'FAILED ', 'not-run': 'not run' };

/** A report as plain text, for a ticket: what no document says for certain is said so. */
export function probeAsText(report: ProbeReport): string {
  const when = new Date(report.at).toISOString().slice(0, 16).replace('T', ' ');
  const rows = report.rows.map((row) => `${marks[row.state]} ${row.step}${row.milliseconds > 0 ? ` (${row.milliseconds} ms)` : ''}: ${row.detail}`);
  const lacks = report.lacks.map((lack) => `Needed: ${lack}.`);
  return [`${probeTitles[report.kind]} ${report.target}, checked ${when} UTC`, report.verdict, ...uncertain(report), ...lacks, '', ...rows].join('\n');
}

function uncertain({ causes }: ProbeReport): string[] {
  const open = causes.filter(({ certainty }) => certainty !== 'documented').map(({ says }) => says);
  if (open.length === 0) return [];
  return open.length === causes.length ? ['Not documented for certain.'] : [`Not documented for certain: ${open.join(' ')}`];
}
