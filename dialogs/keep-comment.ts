/** The optional comment after a rating. */
import { keptWords } from './kept-words.ts';
import { type Result, saying } from './result.ts';
import { message } from './show.ts';
import { amend, note, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Keeps what the person says about the guide. */
export function keepComment(turn: Turn, text: string): Result {
  const trimmed = keptWords(text);
  const kept = trimmed === '' ? turn : amend(note(turn, 'commented'), { comment: trimmed });
  return saying(
    kept,
    message(kept, { lines: [trimmed === '' ? wording.rated : wording.commented], buttons: [{ label: wording.startOver, action: { do: 'start-over' } }] }),
  );
}
