/** Something pasted where words are expected: a policy, a list, a log, a mail from Exchange. */
import { analysers } from '../diagnostics/analysers.ts';
import { diagnoseText } from '../diagnostics/diagnose.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { longestPaste } from './input.ts';
import type { Turn } from './turn.ts';

/** Codes have their own way: they are read in the middle of sentences too. */
const pasteable = analysers.filter((one) => one.material !== 'code');
/** What is shorter and stands on one line is somebody's own words. */
const shortest = 40;

/** What was found in a text; `undefined` when it is none of the things that can be read. */
export function readPaste(turn: Turn, text: string): Finding | undefined {
  if (text.length < shortest && !text.includes('\n')) return undefined;
  const finding = diagnoseText(text.slice(0, longestPaste), pasteable, { book: turn.desk.library.book, now: turn.moment.now });
  return finding.kind === 'unknown' ? undefined : finding;
}
