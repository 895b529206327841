/** What is said when nothing fitted: the same step again with what is possible; a person after two misses. */
import type { Place } from '../knowledge/library.ts';
import { answerLabel } from './labels.ts';
import { openExits } from './open-exits.ts';
import { type Result, showing } from './result.ts';
import { amend, noteUnclear, placeOf, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Shows the step again, after some sentences that say what was missed; `text` is what fitted nothing. */
export function missed(turn: Turn, why: readonly string[] = [wording.missed], text?: string): Result {
  const misses = turn.case.misses + 1;
  const again = amend(noteUnclear(turn, 'missed', text), { misses });
  const news = [...why, possible(turn, placeOf(turn)), ...(misses >= 2 ? [wording.offerPerson(turn.desk.contact)] : [])];
  return showing(again, { news });
}

function possible({ desk }: Turn, place: Place | undefined): string {
  if (place === undefined || place.node.kind === 'outcome') return wording.helpLines[0];
  return place.node.kind === 'check' ? wording.possibleCheck(answerLabel(place.node, 'unknown')) : wording.possible(openExits(desk, place).length);
}
