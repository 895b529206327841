/** One turn of a conversation, decided without doing anything: no I/O, no clock, no randomness. */
import { type Case, newCase } from './case.ts';
import { onShared } from './agent/shared.ts';
import { lookingAt, onAgentTap, onAgentText } from './agent/on-agent.ts';
import { codeLasts } from './case-code.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Desk } from './desk.ts';
import { doneOf } from './done.ts';
import { keepAsking } from './handover/ask.ts';
import { onHandover } from './handover/on-handover.ts';
import { tellSolved } from './handover/follow-up.ts';
import type { Input } from './input.ts';
import { lookedFor, lostLook, offerLook } from './look.ts';
import { offerResume } from './offers.ts';
import { onFound } from './found.ts';
import { withFiles } from './on-files.ts';
import { onTap } from './on-tap.ts';
import { onText } from './on-text.ts';
import { isOver, replay } from './replay.ts';
import type { Reply } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { message, showHello } from './show.ts';
import { onHelped, onHelperCame, withoutIdleHelper } from './together/helped.ts';
import { tellHelper } from './together/tell-helper.ts';
import { amend, type Decided, type Moment, note, resultOf, startOver, type Turn, withCode } from './turn.ts';
import { wording } from './wording.ts';

/** Away for longer than this (milliseconds), a person is asked whether to continue. */
export const longAbsence = 2 * 60 * 60 * 1000;

/**
 * Decides one turn. `before` is the stored case, `undefined` for somebody new. The same arguments
 * always give the same result, so a turn may be run again after a conflict.
 */
export function takeTurn(desk: Desk, before: Case | undefined, input: Input, moment: Moment): Decided {
  const { turn: opened, news } = open(desk, before ?? newCase(moment.newId, moment.now, 'user', moment.owner), moment);
  const { turn, lost } = input.kind === 'looked' ? { turn: opened, lost: undefined } : lostLook(opened);
  const returning = before !== undefined && moment.now - before.touchedAt > longAbsence;
  const nothingLeft = news.length > 0 && turn.position.kind === 'nowhere';
  const handled = tell(nothingLeft ? showing(turn) : handle(turn, input, before === undefined, returning), news);
  const told = { ...handled, turn: tellSolved(handled.turn) };
  const { turn: after, replies } = tellHelper(before, input, lost === undefined ? told : offerLook(told, lost));
  const touched = isOfThePerson(input) ? { ...after.case, touchedAt: Math.max(moment.now, after.case.touchedAt) } : after.case;
  const done = doneOf(desk.library, before, input, touched);
  return { case: touched, replies, events: after.events, effects: after.effects, done };
}

/** What the helpdesk does is no sign of the person: they may still have been away for long. */
function isOfThePerson({ kind }: Input): boolean {
  return kind !== 'handover-late' && kind !== 'handover-arrived' && kind !== 'helpdesk-did' && kind !== 'follow-up';
}

/** Replays the case; choices that no longer exist are dropped and said. */
function open(desk: Desk, stored: Case, moment: Moment): { turn: Turn; news: string[] } {
  const { position, kept, lost } = replay(desk.library, stored.choices);
  const current = withoutIdleHelper(withFreshCode({ desk, moment, case: stored, position, events: [], effects: [] }));
  if (lost === 0) return { turn: current, news: [] };
  const turn = amend(current, { choices: [...kept], visit: stored.visit + 1 });
  return { turn: note(turn, 'lost', String(lost)), news: [wording.lost(lost)] };
}

/** A code is good for a day after the last turn; what is handed over then gets a new one. */
function withFreshCode(turn: Turn): Turn {
  const { code, ...rest } = turn.case;
  if (code === undefined || turn.moment.now - rest.touchedAt < codeLasts) return turn;
  const without = { ...turn, case: rest };
  return resultOf(turn.position) === 'hand-over' ? withCode(without) : without;
}

function handle(turn: Turn, input: Input, isNew: boolean, returning: boolean): Result {
  switch (input.kind) {
    case 'tap': {
      const seen = lookingAt(turn, input);
      return onAgentTap(seen, input) ?? onTap(seen, input);
    }
    case 'text':
      return (
        (input.files === undefined ? onAgentText(turn, input.text) : undefined) ??
        withFiles(turn, input.files ?? [], {
          text: input.text,
          answer: (kept) => onText(kept, input.text, returning && turn.position.kind !== 'nowhere'),
        })
      );
    case 'file':
      return withFiles(turn, input.files);
    case 'looked':
      return onLooked(turn, input.id, input.finding);
    case 'introduced':
      return isNew ? saying(turn, showHello(turn)) : { turn, replies: [] };
    case 'handover-late':
    case 'handover-arrived':
    case 'helpdesk-did':
    case 'follow-up':
      return onHandover(turn, input);
    case 'joined':
      return onJoined(turn, isNew, returning);
    case 'helper-came':
      return onHelperCame(turn, input);
    case 'helped':
      return onHelped(turn, input, (helped, own) => handle(helped, own, false, false));
    case 'shared':
      return onShared(turn, input.from, input.news);
  }
}

function onLooked(turn: Turn, id: string, finding: Finding): Result {
  const back = lookedFor(turn, id);
  return back === undefined ? { turn, replies: [] } : keepAsking(turn, onFound(back, finding));
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
