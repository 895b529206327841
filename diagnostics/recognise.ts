/** Picks who reads a text. */
import type { Analyser } from './finding.ts';

/** Below this, nobody is sure enough. */
export const floor = 0.5;

/**
 * The analyser that is surest of the beginning of a text; the first of them when several are as sure.
 * @returns `undefined` when none is sure enough.
 */
export function recognise(head: string, analysers: readonly Analyser[]): Analyser | undefined {
  let best: Analyser | undefined;
  let highest = 0;
  for (const analyser of analysers) {
    const score = analyser.recognise(head);
    if (score >= floor && score > highest) [best, highest] = [analyser, score];
  }
  return best;
}
