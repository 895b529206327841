/** "Forget me": deletes what is kept about a person, after asking once. */
import type { Audience } from './audience.ts';
import { newCase } from './case.ts';
import { handoverWords } from './handover/words.ts';
import type { MessageReply } from './reply.ts';
import { type Result, saying } from './result.ts';
import { message } from './show.ts';
import { note, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Whom a new case is written for until somebody says otherwise. */
const first: Audience = 'user';

/** Says what will be deleted, and asks. */
export function askToForget(turn: Turn): MessageReply {
  const sent = turn.case.handovers === undefined ? [] : [handoverWords.sentStays];
  const buttons = [
    { label: wording.forgetAll, action: { do: 'forget-all' as const } },
    { label: wording.forgetNothing, action: { do: 'stay' as const } },
  ];
  return message(turn, { title: wording.forgetTitle, lines: [...wording.forgetLines, ...sent], buttons });
}

/** A new case with nothing of the old one, and the effect that deletes the rest. */
export function forgetAll(turn: Turn): Result {
  const forgotten = note(turn, 'forgotten');
  // People whose cases somebody shared see that they are alone again.
  const shared = turn.case.agent?.helping ?? [];
  const fresh: Turn = {
    ...forgotten,
    case: newCase(turn.moment.newId, turn.moment.now, first, turn.case.owner),
    position: { kind: 'nowhere' },
    effects: [...turn.effects, { kind: 'forget' }, ...shared.map(({ conversation: to }) => ({ kind: 'help' as const, to, does: { kind: 'left' as const } }))],
  };
  return saying(
    fresh,
    message(fresh, { title: wording.forgottenTitle, lines: wording.forgottenLines, buttons: [{ label: wording.startOver, action: { do: 'start-over' } }] }),
  );
}
