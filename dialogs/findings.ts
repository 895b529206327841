/** The findings of a case in words. */
import type { Cause } from '../diagnostics/finding.ts';
import type { OwnCase } from './case.ts';
import { wording } from './wording.ts';

/** What a finding is called where it has no file's name. */
export function materialOf(kind: string): string {
  return new Map<string, string>(Object.entries(wording.materials)).get(kind) ?? wording.materials.unknown;
}

/** A conclusion as it is kept for summaries and tickets, which show no certainty of their own. */
export function withCertainty(says: string, causes: readonly Pick<Cause, 'certainty'>[]): string {
  const sure = causes.filter(({ certainty }) => certainty === 'documented').length;
  if (sure === causes.length) return says;
  return `${says} ${sure === 0 ? wording.uncertain : wording.partlyUncertain}`;
}

/** The findings of a case as lines of its summary. */
export function findingLines(one: OwnCase): string[] {
  return (one.findings ?? []).map(({ kind, name, verdict, leads }) => {
    const proof = leads[0]?.evidence ?? '';
    return `- In ${name ?? materialOf(kind)}: ${verdict}${proof === '' ? '' : ` [${proof}]`}`;
  });
}
