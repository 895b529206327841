/** Whether it works now: asked once, some time after the helpdesk got the case or solved it. */
import type { Button } from '../reply.ts';
import { type Result, saying, showing } from '../result.ts';
import { message } from '../show.ts';
import { close, resultOf, type Turn } from '../turn.ts';
import type { Handover } from './handover.ts';
import { changeAndTell, changeHandover, findHandover, handoverOf } from './status.ts';
import { handoverWords as words } from './words.ts';

/** Asks, unless it was asked or answered already. */
export function askWhetherItWorks(turn: Turn, one: Handover): Result {
  if (one.asked === true || one.works === true) return { turn, replies: [] };
  const asked = changeHandover(turn, { ...one, asked: true });
  const buttons: Button[] = [
    { label: words.worksYes, action: { do: 'works', handover: one.id, works: true } },
    { label: words.worksNo, action: { do: 'works', handover: one.id, works: false } },
  ];
  return saying(asked, message(asked, { title: words.worksTitle, lines: [words.worksLine], buttons }));
}

/** What the person says about it goes to the helpdesk. */
export function sayWorks(turn: Turn, id: string, works: boolean): Result {
  const one = findHandover(turn, id);
  if (one === undefined) return { turn, replies: [] };
  const told = changeAndTell(turn, { ...one, works, state: works ? 'solved' : 'open' }, { what: works ? 'works' : 'does-not-work' });
  if (!works) return saying(told, message(told, { lines: [words.worksOpen], buttons: [{ label: words.showStatus, action: { do: 'person' } }] }));
  if (one.of !== turn.case.id) return saying(told, message(told, { lines: [words.worksThanks], buttons: [] }));
  return showing(resultOf(told.position) === 'solved' ? told : close(told, 'solved'), { news: [words.worksThanks] });
}

/** A case that came to work while the helpdesk has it: they need not go on, and nobody asks later. */
export function tellSolved(turn: Turn): Turn {
  const one = handoverOf(turn.case);
  if (one === undefined || one.works === true || resultOf(turn.position) !== 'solved') return turn;
  return changeAndTell(turn, { ...one, works: true, state: 'solved' }, { what: 'works' });
}
