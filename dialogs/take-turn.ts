/** One turn of a conversation, decided without doing anything: no I/O, no clock, no randomness. */
import { type Case, newCase } from './case.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Desk } from './desk.ts';
import { onHandover } from './handover/on-handover.ts';
import { tellSolved } from './handover/follow-up.ts';
import type { Input } from './input.ts';
import { lookedFor, lostLook } from './look.ts';
import { offerResume } from './offers.ts';
import { onFound } from './found.ts';
import { withFiles } from './on-files.ts';
import { onTap } from './on-tap.ts';
import { onText } from './on-text.ts';
import { isOver, replay } from './replay.ts';
import type { Reply } from './reply.ts';
import { type Result, showing } from './result.ts';
import { message } from './show.ts';
import { type Decided, type Moment, note, startOver, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Away for longer than this (milliseconds), a person is asked whether to continue. */
export const longAbsence = 2 * 60 * 60 * 1000;

/**
 * Decides one turn. `before` is the stored case, `undefined` for somebody new. The same arguments
 * always give the same result, so a turn may be run again after a conflict.
 */
export function takeTurn(desk: Desk, before: Case | undefined, input: Input, moment: Moment): Decided {
  const { turn: opened, news } = open(desk, before ?? newCase(moment.newId, moment.now), moment);
  const { turn, offer } = input.kind === 'looked' ? { turn: opened } : lostLook(opened);
  const returning = before !== undefined && moment.now - before.touchedAt > longAbsence;
  const nothingLeft = news.length > 0 && turn.position.kind === 'nowhere';
  const { turn: handled, replies } = tell(nothingLeft ? showing(turn) : handle(turn, input, before === undefined, returning), news);
  const after = tellSolved(handled);
  const touched = isOfThePerson(input) ? { ...after.case, touchedAt: Math.max(moment.now, after.case.touchedAt) } : after.case;
  return { case: touched, replies: offer === undefined ? replies : [...replies, offer], events: after.events, effects: after.effects };
}

/** What the helpdesk does is no sign of the person: they may still have been away for long. */
function isOfThePerson({ kind }: Input): boolean {
  return kind !== 'handover-late' && kind !== 'handover-arrived' && kind !== 'helpdesk-did' && kind !== 'follow-up';
}

/** Replays the case; choices that no longer exist are dropped and said. */
function open(desk: Desk, stored: Case, moment: Moment): { turn: Turn; news: string[] } {
  const { position, kept, lost } = replay(desk.library, stored.choices);
  if (lost === 0) return { turn: { desk, moment, case: stored, position, events: [], effects: [] }, news: [] };
  const turn: Turn = { desk, moment, case: { ...stored, choices: [...kept], visit: stored.visit + 1 }, position, events: [], effects: [] };
  return { turn: note(turn, 'lost', String(lost)), news: [wording.lost(lost)] };
}

function handle(turn: Turn, input: Input, isNew: boolean, returning: boolean): Result {
  switch (input.kind) {
    case 'tap':
      return onTap(turn, input);
    case 'text':
      return withFiles(turn, input.files ?? [], (kept) => onText(kept, input.text, returning && turn.position.kind !== 'nowhere'));
    case 'file':
      return withFiles(turn, input.files);
    case 'looked':
      return onLooked(turn, input.id, input.finding);
    case 'handover-late':
    case 'handover-arrived':
    case 'helpdesk-did':
    case 'follow-up':
      return onHandover(turn, input);
    case 'joined':
      return onJoined(turn, isNew, returning);
  }
}

function onLooked(turn: Turn, id: string, finding: Finding): Result {
  const back = lookedFor(turn, id);
  return back === undefined ? { turn, replies: [] } : onFound(back, finding);
}

/** Somebody opened the chat: a welcome the first time, the way on after a long absence, else nothing. */
function onJoined(turn: Turn, isNew: boolean, returning: boolean): Result {
  if (isNew) return showing(turn);
  if (!returning) return { turn, replies: [] };
  if (isOver(turn.position) || turn.position.kind === 'nowhere') return showing(startOver(turn));
  return offerResume(turn);
}

/** Puts news in front of what is said. */
function tell(result: Result, news: readonly string[]): Result {
  if (news.length === 0) return result;
  const [first, ...rest] = result.replies.length > 0 ? result.replies : showing(result.turn).replies;
  return first === undefined ? result : { turn: result.turn, replies: [...withNews(result.turn, first, news), ...rest] };
}

function withNews(turn: Turn, reply: Reply, news: readonly string[]): Reply[] {
  if ('news' in reply) return [{ ...reply, news: [...news, ...reply.news] }];
  if ('lines' in reply) return [{ ...reply, lines: [...news, ...reply.lines] }];
  return [message(turn, { lines: news, buttons: [] }), reply];
}
