/** Whether a file that comes now is kept for the helpdesk. */
import type { Case } from '../case.ts';
import type { Position } from '../replay.ts';
import { resultOf } from '../turn.ts';
import { handoverOf } from './status.ts';

/** Of a case that was sent, what the person said to it counts; of one that is given on by hand, files belong to it. */
export function keepsFiles(one: Case, position: Position): boolean {
  const sent = handoverOf(one);
  if (sent !== undefined) return sent.files && sent.state === 'open';
  return one.handing === undefined && resultOf(position) === 'hand-over';
}
