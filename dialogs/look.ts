/** Checks that the bot makes by itself, over the network: asked for here, done outside the turn. */
import { findPlace, type Place } from '../knowledge/library.ts';
import type { Probe } from '../knowledge/schema.ts';
import type { Case } from './case.ts';
import { probeOf } from './labels.ts';
import { type Result, saying, showing } from './result.ts';
import { message } from './show.ts';
import { amend, note, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** After this many milliseconds a look that has not come back is lost: the service was stopped meanwhile. */
const patience = 60_000;

/** Asks for a look at what somebody typed: a name, an address of a page, or a mail address; `undefined` when it is none of them. */
export function look(turn: Turn, place: Place, probe: Probe, typed: string): Result | undefined {
  const { mayLook, contact } = turn.desk;
  const name = nameIn(typed);
  if (name === undefined) return undefined;
  if (mayLook === undefined) return showing(turn, { news: [wording.lookOff(contact)] });
  const open = turn.case.looking;
  if (open !== undefined) return showing(turn, { news: [wording.lookBusy(open.target)] });
  const asked = mayLook(probe, name);
  if (!asked.ok) return showing(turn, { news: [asked.says] });
  const { target } = asked;
  const id = turn.moment.newId;
  const noted = amend(note(turn, 'looked', probe), { looking: { id, check: place.ref, probe, target, at: turn.moment.now } });
  const started: Turn = { ...noted, effects: [...noted.effects, { kind: 'look', id, probe, target }] };
  return saying(started, message(started, { lines: [wording.looking(target)], buttons: [{ label: wording.stay, action: { do: 'stay' } }] }));
}

/** Looks once more, from the check that was asked before. */
export function lookAgain(turn: Turn, check: string, target: string): Result {
  const place = findPlace(turn.desk.library, check);
  const probe = place?.node.kind === 'check' ? probeOf(place.node.examine) : undefined;
  const asked = place === undefined || probe === undefined ? undefined : look(turn, place, probe, target);
  return asked ?? showing(turn, { news: [wording.staleGone] });
}

/** The look that came back; `undefined` when it is not the one that was asked for, as after "forget me". */
export function lookedFor(turn: Turn, id: string): Turn | undefined {
  if (turn.case.looking?.id !== id) return undefined;
  const { looking: _, ...rest } = turn.case;
  return { ...turn, case: rest };
}

type Looking = NonNullable<Case['looking']>;

/** Takes a look that never came back from the case; `lost` is what it was. */
export function lostLook(turn: Turn): { readonly turn: Turn; readonly lost: Looking | undefined } {
  const lost = turn.case.looking;
  if (lost === undefined || turn.moment.now - lost.at < patience) return { turn, lost: undefined };
  const { looking: _, ...rest } = turn.case;
  return { turn: { ...turn, case: rest }, lost };
}

/** Offers a lost look once more, after what else is said; nothing when the person has begun anew, or is looking already. */
export function offerLook(said: Result, lost: Looking): Result {
  const { turn, replies } = said;
  if (turn.case.startedAt > lost.at || turn.case.looking !== undefined) return said;
  const buttons = [{ label: wording.lookAgain, action: { do: 'look' as const, check: lost.check, target: lost.target } }];
  const offered = saying(turn, message(turn, { title: wording.lookLostTitle, lines: [wording.lookLost(lost.target)], buttons }));
  return { turn: offered.turn, replies: [...replies, ...offered.replies] };
}

const host = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?\.?$/u;

/** The first thing that has the form of a host's name; of a mail address what stands after the @. */
function nameIn(typed: string): string | undefined {
  const words = typed
    .trim()
    .slice(0, 1000)
    .split(/[\s,;<>()"']+/);
  return words
    .map(
      (word) =>
        word
          .replace(/^https?:\/\//i, '')
          .replace(/[/?#].*$/, '')
          .split('@')
          .at(-1) ?? '',
    )
    .find((word) => word.includes('.') && host.test(word));
}
