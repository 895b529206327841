/** Where the lines of a text stand in the file that it was taken out of. */
import type { Finding } from '../finding.ts';

/** Lines whose place in the source is remembered; an analyser keeps fewer. */
export const mostLines = 1_000_000;

/** The finding with the lines of the source. @param places of each line of the text, from the first on, the line of the source where it begins. */
export function inSource(finding: Finding, places: readonly number[]): Finding {
  const placed = <Line extends { readonly line: number }>(one: Line): Line => ({ ...one, line: places[one.line - 1] ?? one.line });
  const { causes, conflicts, words } = finding;
  return {
    ...finding,
    causes: causes.map((one) => ({ ...one, evidence: one.evidence.map(placed) })),
    conflicts: conflicts.map((one) => ({ ...one, evidence: placed(one.evidence) })),
    ...(words === undefined ? {} : { words: words.map(placed) }),
  };
}
