/** The hand-overs of a case: found, changed, and said truly. */
import type { MessageReply } from '../reply.ts';
import type { Case } from '../case.ts';
import { spelled } from '../case-code.ts';
import type { Helpdesk } from '../desk.ts';
import { message } from '../show.ts';
import { amend, type HelpdeskNews, type Turn } from '../turn.ts';
import type { Handover } from './handover.ts';
import { isOpen, saysHours } from './office-hours.ts';
import { handoverWords as words } from './words.ts';

/** A hand-over by its id. */
export function findHandover(turn: Turn, id: string): Handover | undefined {
  return turn.case.handovers?.find((one) => one.id === id);
}

/** Whether something was handed over under that id, and not forgotten since. */
export function isSent(turn: Turn, id: string): boolean {
  return findHandover(turn, id) !== undefined;
}

/** The open hand-over of the case on the screen. */
export function openHandover({ case: one }: Turn): Handover | undefined {
  return handoverOf(one)?.state === 'open' ? handoverOf(one) : undefined;
}

/** The newest hand-over of a case. */
export function handoverOf(one: Case): Handover | undefined {
  return one.handovers?.findLast(({ of }) => of === one.id);
}

/** The turn with a hand-over changed. */
export function changeHandover(turn: Turn, changed: Handover): Turn {
  return amend(turn, { handovers: (turn.case.handovers ?? []).map((one) => (one.id === changed.id ? changed : one)) });
}

/** The same, and the helpdesk hears of it. */
export function changeAndTell(turn: Turn, state: Handover, news: HelpdeskNews): Turn {
  const changed = changeHandover(turn, state);
  return { ...changed, effects: [...changed.effects, { kind: 'helpdesk-news', state, news }] };
}

/** Where it is, and a field for what is to be added. */
export function showStatus(turn: Turn, one: Handover): MessageReply {
  return message(turn, {
    title: one.stage === 'arrived' ? words.statusTitle(codeText(turn, one)) : words.lateTitle,
    lines: statusLines(turn, one),
    field: { id: 'answer', label: words.addField },
    buttons: [
      { label: words.answerSend, action: { do: 'tell-helpdesk', handover: one.id } },
      { label: words.worksYes, action: { do: 'works', handover: one.id, works: true } },
    ],
  });
}

/** The code that is read out, where the hand-over is of the case on the screen and it has one. */
function codeText({ case: { id, code } }: Turn, one: Handover): string {
  return one.of !== id || code === undefined ? '' : ` ${spelled(code)}`;
}

function statusLines({ desk, moment }: Turn, one: Handover): string[] {
  if (one.stage !== 'arrived') return [words.lateLine(desk.contact)];
  const has = one.by === undefined ? words.statusNobody : words.statusTaken;
  return [has, ...ticketLines(one), ...(one.by === undefined ? waitLines(desk.helpdesk, moment.now) : [])];
}

/** The helpdesk's number, where it gave one. */
export function ticketLines({ ticket }: Handover): string[] {
  return ticket === undefined ? [] : [words.ticket(ticket)];
}

/** Whether it is open, and how long it may take. */
export function waitLines(helpdesk: Helpdesk | undefined, now: number): string[] {
  const hours = helpdesk?.hours;
  const said = hours === undefined ? [] : [saysHours(hours, now)];
  const says = hours === undefined || isOpen(hours, now) ? words.wait : words.waitThen;
  return [...said, ...(helpdesk?.wait === undefined ? [] : [says(helpdesk.wait)])];
}
