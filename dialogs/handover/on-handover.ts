/** What becomes of a hand-over, said to the person who made it. */
import type { HelpdeskDid, Input } from '../input.ts';
import type { Button, MessageReply } from '../reply.ts';
import { type Result, saying } from '../result.ts';
import { message } from '../show.ts';
import type { Effect, Turn } from '../turn.ts';
import { askWhetherItWorks } from './follow-up.ts';
import { type Handover, mostSaid } from './handover.ts';
import { changeAndTell, changeHandover, findHandover, ticketLines, waitLines } from './status.ts';
import { handoverWords as words } from './words.ts';

type HandoverInput = Extract<Input, { kind: 'handover-late' | 'handover-arrived' | 'helpdesk-did' | 'follow-up' }>;

const status: Button = { label: words.showStatus, action: { do: 'person' } };

/** Handles it; of a hand-over that was forgotten, nothing is said. */
export function onHandover(turn: Turn, input: HandoverInput): Result {
  const one = findHandover(turn, input.id);
  if (one === undefined) return { turn, replies: [] };
  switch (input.kind) {
    case 'handover-late':
      return onLate(turn, one);
    case 'handover-arrived':
      return onArrived(turn, one, input.ticket);
    case 'helpdesk-did':
      return onHelpdesk(turn, one, input);
    case 'follow-up':
      return askWhetherItWorks(turn, one);
  }
}

/** An offer that is open stays so: what the person is about to type was not meant for this. */
function telling(turn: Turn, content: Omit<MessageReply, 'kind' | 'stamp'>): Result {
  return { turn, replies: [message(turn, content)] };
}

function onLate(turn: Turn, one: Handover): Result {
  if (one.stage !== 'sent') return { turn, replies: [] };
  const late = changeHandover(turn, { ...one, stage: 'late' });
  return telling(late, { title: words.lateTitle, lines: [words.lateLine(turn.desk.contact)], buttons: [status] });
}

/** With two ways the second arrival is only worth telling when it brings the number. */
function onArrived(turn: Turn, one: Handover, ticket: string | undefined): Result {
  const isNews = one.stage !== 'arrived';
  if (!isNews && (ticket === undefined || ticket === one.ticket)) return { turn, replies: [] };
  const state: Handover = { ...one, stage: 'arrived', ...(ticket === undefined ? {} : { ticket }) };
  const arrived = ticket === undefined ? changeHandover(turn, state) : changeAndTell(turn, state, { what: 'arrived', via: 'webhook' });
  const lines = [...ticketLines(state), ...(isNews ? waitLines(turn.desk.helpdesk, turn.moment.now) : [])];
  return telling(arrived, { title: isNews ? words.arrivedTitle : words.ticketTitle, lines, buttons: [status] });
}

function onHelpdesk(turn: Turn, one: Handover, input: HelpdeskDid): Result {
  const { via, by } = input;
  const { by: _, ...free } = one;
  switch (input.did) {
    case 'took': {
      const took = changeAndTell(turn, { ...one, by: by ?? '' }, { what: 'taken', by, via });
      return telling(took, { title: words.took, lines: [], quoted: by, buttons: [status] });
    }
    case 'released':
      return telling(changeAndTell(turn, free, { what: 'released', by, via }), { title: words.released, lines: [], buttons: [status] });
    case 'solved':
      return onSolved(turn, one, input);
    case 'said':
      return onSaid(turn, one, input);
  }
}

/** They say so; whether it works, the person is asked later. */
function onSolved(turn: Turn, one: Handover, { by, text, via }: HelpdeskDid): Result {
  if (one.state === 'solved') return { turn, replies: [] };
  const { asked: _, ...rest } = one;
  const solved = changeAndTell(turn, { ...rest, state: 'solved' }, { what: 'solved', by, text, via });
  const after = turn.desk.helpdesk?.followUpAfter ?? 0;
  const later: Effect[] = after === 0 ? [] : [{ kind: 'follow-up', id: one.id, at: turn.moment.now + after }];
  const buttons: Button[] = [
    { label: words.worksYes, action: { do: 'works', handover: one.id, works: true } },
    { label: words.worksNo, action: { do: 'works', handover: one.id, works: false } },
  ];
  const asked: Turn = { ...solved, effects: [...solved.effects, ...later] };
  return saying(asked, message(asked, { title: words.solvedTitle, lines: [words.solvedLine], quoted: text, buttons }));
}

/** Their words, marked as theirs; what is typed next is the answer. */
function onSaid(turn: Turn, one: Handover, { by, text = '', via }: HelpdeskDid): Result {
  if (text.trim() === '') return { turn, replies: [] };
  const said = [...one.said, { from: 'helpdesk' as const, ...(by === undefined ? {} : { by }), text, at: turn.moment.now }].slice(-mostSaid);
  const told = changeAndTell(turn, { ...one, said }, { what: 'message', by, text, via });
  const reply = message(told, {
    title: words.saidTitle,
    lines: [words.saidLine],
    quoted: [...(by === undefined ? [] : [`${by}:`]), text].join('\n'),
    field: { id: 'answer', label: words.answerField },
    buttons: [{ label: words.answerSend, action: { do: 'tell-helpdesk', handover: one.id } }],
  });
  return saying(told, reply);
}
