/** "Talk to a person": what must be asked, one thing at a time, then exactly what will be sent, then the sending. */
import type { Case } from '../case.ts';
import type { Button, MessageReply } from '../reply.ts';
import { type Result, saying, showing } from '../result.ts';
import { message } from '../show.ts';
import { amend, close, resultOf, type Turn, withCode } from '../turn.ts';
import { maskedReach, readContact } from './contact.ts';
import { type Draft, type Handover, mostHandovers } from './handover.ts';
import { draftMark, packageOf, packageText } from './package.ts';
import { openHandover, showStatus } from './status.ts';
import { handoverWords as words } from './words.ts';

const cancel: Button = { label: words.cancel, action: { do: 'keep-case' } };

/** Begins to hand over; where nothing is configured, the summary is shown to be copied. */
export function askPerson(turn: Turn): Result {
  if (turn.desk.helpdesk === undefined) return showing(resultOf(turn.position) === 'hand-over' ? turn : close(turn, 'hand-over'));
  const open = openHandover(turn);
  return open === undefined ? askNext(withCode(amend(turn, { handing: turn.case.handing ?? {} }))) : saying(turn, showStatus(turn, open));
}

/** Asks for what is not known yet, else shows what will be sent. */
export function askNext(turn: Turn): Result {
  const handing = turn.case.handing ?? {};
  if (handing.reach === undefined) return saying(turn, reachQuestion(turn));
  if (handing.files === undefined && turn.case.files.length > 0) return saying(turn, filesQuestion(turn));
  return review(turn, handing);
}

/** Whether a question of the hand-over is on the screen: each of them can be cancelled. */
export function isAsking({ handing, offer }: Case): boolean {
  return handing !== undefined && offer !== undefined && 'buttons' in offer && offer.buttons.some(({ action }) => action.do === cancel.action.do);
}

/** What came meanwhile is said, and the question that was open is asked again: its answer was not given yet. */
export function keepAsking(before: Turn, meanwhile: Result): Result {
  if (!isAsking(before.case) || meanwhile.turn.case.handing === undefined) return meanwhile;
  const asked = askNext(meanwhile.turn);
  return { turn: asked.turn, replies: [...meanwhile.replies, ...asked.replies] };
}

function reachQuestion(turn: Turn, problem?: string): MessageReply {
  return message(turn, {
    title: words.reachTitle,
    lines: [problem ?? words.reachLine],
    field: { id: 'contact', label: words.reachField },
    buttons: [{ label: words.useThis, action: { do: 'contact' } }, { label: words.inChatButton, action: { do: 'contact-here' } }, cancel],
  });
}

function filesQuestion(turn: Turn): MessageReply {
  const answers: Button[] = [
    { label: words.filesAgree, action: { do: 'files', keep: true } },
    { label: words.filesRefuse, action: { do: 'files', keep: false } },
  ];
  return message(turn, { title: words.filesTitle, lines: [words.filesLine], buttons: [...answers, cancel] });
}

/** Keeps how to be reached, out of what was typed; asks once more for what cannot be read. */
export function keepContact(turn: Turn, typed: string): Result {
  const reach = readContact(typed);
  if (reach === undefined) return saying(turn, reachQuestion(turn, words.reachUnread));
  return askNext(amend(turn, { handing: { ...turn.case.handing, reach } }));
}

/** Shows the whole of what will be sent. */
function review(turn: Turn, draft: Draft, lines: readonly string[] = [words.reviewLine]): Result {
  const shown = amend(turn, { handing: { ...draft, shownAt: turn.case.touchedAt } });
  const buttons: Button[] = [
    { label: words.sendIt, action: { do: 'send-case', as: draftMark(shown.case) } },
    { label: words.change, action: { do: 'contact-again' } },
    cancel,
  ];
  const quoted = packageText(turn.desk.library, shown.case, shown.case.handing ?? {});
  return saying(shown, message(shown, { title: words.reviewTitle, lines, quoted, buttons }));
}

/** Sends what was shown; when something has changed since, it is shown anew instead. */
export function sendCase(turn: Turn, as: string): Result {
  const { handing, handovers = [], ...rest } = turn.case;
  if (turn.desk.helpdesk === undefined || handing === undefined) return askPerson(turn);
  if (as !== draftMark(turn.case)) return review(turn, handing, [words.reviewChanged]);
  const { now, newId } = turn.moment;
  const state: Handover = { id: newId, of: turn.case.id, at: now, stage: 'sent', state: 'open', files: handing.files === true, said: [] };
  const parcel = packageOf(turn.desk.library, turn.case, handing, newId, now);
  const sent: Turn = { ...turn, case: { ...rest, handovers: [...handovers, state].slice(-mostHandovers) } };
  const closed = resultOf(sent.position) === 'hand-over' ? sent : close(sent, 'hand-over');
  const after = turn.desk.helpdesk.followUpAfter;
  const later = after === 0 ? [] : [{ kind: 'follow-up' as const, id: newId, at: now + after }];
  const effects = [...closed.effects, { kind: 'hand-over' as const, parcel, state }, ...later];
  const lines = [words.sendingLine(maskedReach(parcel.contact))];
  return saying(
    { ...closed, effects },
    message(closed, { title: words.sendingTitle, lines, buttons: [{ label: words.showStatus, action: { do: 'person' } }] }),
  );
}

/** Nothing is sent, and what was asked is dropped. */
export function keepCase(turn: Turn): Result {
  const { handing, ...rest } = turn.case;
  if (handing === undefined) return showing(turn);
  return showing({ ...turn, case: rest }, { news: [words.cancelled] });
}
