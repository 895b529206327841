/** The analysers of this part, the shipped facts, and the things to drop in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateAnalyser } from '../../diagnostics/certificate/certificate-analyser.ts';
import { codeAnalyser } from '../../diagnostics/code/code-analyser.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Context, Finding } from '../../diagnostics/finding.ts';
import { noticeAnalyser } from '../../diagnostics/notice/notice-analyser.ts';
import { rcaAnalyser } from '../../diagnostics/rca/rca-analyser.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

export const analysers = [codeAnalyser, noticeAnalyser, rcaAnalyser, certificateAnalyser];
export const folders = ['code', 'notice', 'rca-result', 'certificate', 'unknown'] as const;

/** The certificates among the fixtures are made for this day. */
export const context: Context = { book: shippedDesk().library.book, now: Date.parse('2026-06-01T00:00:00Z') };

const dropped = join(import.meta.dirname, '../fixtures/dropped');

export function fixturesOf(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  const names = readdirSync(join(dropped, folder)).filter((name) => name !== 'expected.json');
  return names.map((name) => ({ name, bytes: readFileSync(join(dropped, folder, name)) }));
}

export function expectedOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(dropped, folder, 'expected.json'), 'utf8'));
}

export function diagnose(bytes: Uint8Array, size = bytes.length): Finding {
  const diagnosis = openDiagnosis(analysers, context);
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) diagnosis.push(bytes.subarray(at, at + Math.max(1, size)));
  return diagnosis.end();
}

/** What the expectation files say of a finding. */
export function summary(finding: Finding): unknown {
  return {
    kind: finding.kind,
    outcome: finding.outcome,
    causes: finding.causes.map((one) => `${one.cause} (${one.certainty})`),
    lacks: finding.lacks.length > 0,
  };
}
