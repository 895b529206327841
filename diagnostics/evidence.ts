/** Lines that conclusions rest on: never with what belongs to a person, never endless. */
import type { Evidence } from './finding.ts';
import { mask } from './mask.ts';

/** Characters of a line that are shown. */
const longest = 200;

/** @param line counted from 1. */
export function evidence(line: number, text: string): Evidence {
  const shown = mask(text.slice(0, 4 * longest).trim());
  return { line, text: shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown };
}
