/** A file with nothing in it but words about a problem: it leads where the same words would, had they been typed. */
import { evidence } from '../diagnostics/evidence.ts';
import type { Evidence, Finding, WordsLine } from '../diagnostics/finding.ts';
import { keptWords } from './kept-words.ts';
import { isOver } from './replay.ts';
import { onGivenWords } from './on-symptom.ts';
import type { FindingReply, Reply } from './reply.ts';
import type { Result } from './result.ts';
import { stampOf } from './show-node.ts';
import { amend, placeOf, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Lines of a file that are shown. */
const mostLines = 3;
/** What stands in place of what was masked: no words of the file's. */
const masked = /\[[a-z -]{4,20}\]/g;

/**
 * Says which lines were gone by, then what they lead to; `undefined` when the file has no words, or none that lead
 * anywhere. What comes after a hand-over belongs to the case that the person gets, and begins no other.
 */
export function onFileWords(turn: Turn, { words }: Finding, name: string): Result | undefined {
  if (words === undefined || isOver(turn.position)) return undefined;
  const text = words.map((one) => one.text).join('\n');
  const told = amend(turn, { symptom: turn.case.symptom ?? keptWords(text) });
  const placed = onGivenWords(told, text.replace(masked, ' '));
  if (placed === undefined) return undefined;
  const lines = linesWith(words, placed.replies.flatMap(becauseOf));
  return { turn: placed.turn, replies: [sayRead(turn, name, lines), ...placed.replies] };
}

function becauseOf(reply: Reply): readonly string[] {
  return 'because' in reply ? reply.because : [];
}

/** The lines in which the words stand that decided; the first lines where none is named. */
function linesWith(words: readonly WordsLine[], because: readonly string[]): Evidence[] {
  const deciding = words.filter(({ text }) => because.some((word) => text.includes(word)));
  return (deciding.length === 0 ? words : deciding).slice(0, mostLines).map(({ line, text }) => evidence(line, text));
}

function sayRead(turn: Turn, name: string, lines: readonly Evidence[]): FindingReply {
  return {
    kind: 'finding',
    stamp: stampOf(turn.case, placeOf(turn)),
    title: wording.foundWords,
    name,
    verdict: wording.fileAsTyped,
    causes: [{ says: wording.fileAsTyped, sure: true, lines }],
    conflicts: [],
    waysOut: [],
    tables: [],
    counts: 'lines',
    lacks: [],
    buttons: [],
  };
}
