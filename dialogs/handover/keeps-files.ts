/** Files for the helpdesk: whether one that comes now is kept for them, and how they hear of it. */
import type { Case } from '../case.ts';
import type { Dropped } from '../input.ts';
import type { Turn } from '../turn.ts';
import { mostFiles } from './handover.ts';
import { changeAndTell, handoverOf } from './status.ts';

/** Only of a case that was sent, and only where the person agreed to it: who was not asked has agreed to nothing. */
export function keepsFiles(one: Case): boolean {
  const sent = handoverOf(one);
  return sent !== undefined && sent.files && sent.state === 'open';
}

/** The helpdesk hears of each file that was kept for a case that they have. */
export function tellFiles(turn: Turn, files: readonly Dropped[]): Turn {
  return files.reduce((before, { name, kept }) => {
    const one = handoverOf(before.case);
    if (kept === undefined || one?.files !== true) return before;
    return changeAndTell(before, { ...one, kept: [...(one.kept ?? []), { id: kept, name }].slice(-mostFiles) }, { what: 'file', text: name, file: kept });
  }, turn);
}
