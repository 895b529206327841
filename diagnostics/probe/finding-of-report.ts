/** A live check's report as a finding, so that the conversation goes on from it as from everything else. */
import type { Finding } from '../finding.ts';
import { stateWords } from '../state-words.ts';
import { type ProbeReport, probeAsText } from './report.ts';

/** The steps become the first table; the whole is kept as text for a ticket. */
export function findingOfReport(report: ProbeReport): Finding {
  const { kind, target, outcome, verdict, causes, tables, lacks, rows } = report;
  const steps = rows.map(({ step, state, milliseconds, detail }) => [
    `${stateWords[state]}: ${step}`,
    detail,
    milliseconds > 0 ? `${milliseconds}\u00a0ms` : '',
  ]);
  const table = { title: `Steps for ${target}`, columns: ['Step', '', ''], rows: steps, more: 0 };
  const asText = rows.length === 0 ? undefined : probeAsText(report);
  return {
    kind,
    outcome,
    verdict,
    causes,
    conflicts: [],
    allowsNonProvisionable: null,
    waysOut: [],
    tables: [...(rows.length === 0 ? [] : [table]), ...tables],
    lacks,
    asText,
  };
}
