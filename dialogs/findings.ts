/** The findings of a case in words. */
import type { OwnCase } from './case.ts';
import { wording } from './wording.ts';

/** What a finding is called where it has no file's name. */
export function materialOf(kind: string): string {
  return new Map<string, string>(Object.entries(wording.materials)).get(kind) ?? wording.materials.unknown;
}

/** The findings of a case as lines of its summary. */
export function findingLines(one: OwnCase): string[] {
  return (one.findings ?? []).map(({ kind, name, verdict, leads }) => {
    const proof = leads[0]?.evidence ?? '';
    return `- In ${name ?? materialOf(kind)}: ${verdict}${proof === '' ? '' : ` [${proof}]`}`;
  });
}
