/** Files for the helpdesk: whether one that comes now is kept for them, and how they hear of it. */
import type { Case } from '../case.ts';
import type { Position } from '../replay.ts';
import type { Dropped } from '../input.ts';
import { resultOf, type Turn } from '../turn.ts';
import { mostFiles } from './handover.ts';
import { changeAndTell, handoverOf } from './status.ts';

/** Of a case that was sent, what the person said to it counts; of one that is given on by hand, files belong to it. */
export function keepsFiles(one: Case, position: Position): boolean {
  const sent = handoverOf(one);
  if (sent !== undefined) return sent.files && sent.state === 'open';
  return one.handing === undefined && resultOf(position) === 'hand-over';
}

/** The helpdesk hears of each file that was kept for a case that they have. */
export function tellFiles(turn: Turn, files: readonly Dropped[]): Turn {
  return files.reduce((before, { name, kept }) => {
    const one = handoverOf(before.case);
    if (kept === undefined || one?.files !== true) return before;
    return changeAndTell(before, { ...one, kept: [...(one.kept ?? []), { id: kept, name }].slice(-mostFiles) }, { what: 'file', text: name, file: kept });
  }, turn);
}
