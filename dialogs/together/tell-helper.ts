/** What each side sees of a turn in a shared case. */
import { type Case } from '../case.ts';
import { spelled } from '../case-code.ts';
import type { Input } from '../input.ts';
import { nodeTitle } from '../labels.ts';
import type { NodeReply, Reply } from '../reply.ts';
import type { Result } from '../result.ts';
import { showPath, showPosition } from '../show.ts';
import { placeOf, type Turn, withEffect } from '../turn.ts';
import { agentWording } from '../agent/agent-wording.ts';
import { wording } from '../wording.ts';
import type { SharedStep } from './sharing.ts';

/** The turn as the person sees it, with what the agent is to see as an effect. Nothing for a case that nobody shares. */
export function tellHelper(before: Case | undefined, input: Input, result: Result): Result {
  const { turn, replies } = result;
  const { helper } = turn.case;
  if (helper === undefined) return before?.helper === undefined || isLeaving(input) ? result : ended(result, before.helper.by);
  if (input.kind === 'helped' && input.does.kind !== 'tap' && input.does.kind !== 'text') return result;
  const byAgent = input.kind === 'helped';
  const moved = before === undefined || turn.case.visit !== before.visit;
  const by = input.kind === 'helper-came' ? 'joining' : byAgent ? 'agent' : 'person';
  const seen = agentSees(turn, replies, by, moved);
  if (input.kind === 'helper-came' && seen.length === 0) return result;
  const told = seen.length === 0 ? turn : withEffect(turn, { kind: 'share', to: helper.by, news: stepOf(turn, by, seen) });
  if (!byAgent) return { turn: told, replies };
  return moved ? { turn: told, replies: replies.map(opened) } : { turn: asBefore(told, before), replies: [] };
}

function isLeaving(input: Input): boolean {
  return input.kind === 'helped' && (input.does.kind === 'left' || (input.does.kind === 'copy' && input.does.purpose === 'alone'));
}

function ended({ turn, replies }: Result, by: string): Result {
  return { turn: withEffect(turn, { kind: 'share', to: by, news: { kind: 'ended' } }), replies };
}

/** What the agent only looked at leaves no trace in what the person's next words may mean. */
function asBefore(turn: Turn, before: Case): Turn {
  const { offer: _, lastTap: __, ...rest } = turn.case;
  const { offer, lastTap, misses } = before;
  return { ...turn, case: { ...rest, misses, ...(offer === undefined ? {} : { offer }), ...(lastTap === undefined ? {} : { lastTap }) } };
}

/** The person is told who opened what appears in their chat. */
function opened(reply: Reply): Reply {
  return 'news' in reply ? { ...reply, news: [agentWording.helperOpened, ...reply.news] } : reply;
}

function stepOf(turn: Turn, by: SharedStep['by'], replies: readonly Reply[]): SharedStep {
  const place = placeOf(turn);
  return {
    kind: 'step',
    case: turn.case.id,
    code: turn.case.code ?? '',
    by,
    guide: place?.guide.title ?? '',
    step: place === undefined ? wording.pathEmpty : nodeTitle(place.node),
    replies,
  };
}

/** The steps as an agent reads them; what was found; and what the agent themselves asked for. The person's own lists stay theirs. */
function agentSees(turn: Turn, replies: readonly Reply[], by: SharedStep['by'], moved: boolean): Reply[] {
  const views = replies.flatMap((reply) => viewOf(turn, reply, by, moved));
  return by === 'joining' ? [showPath(turn, true), ...views] : views;
}

function viewOf(turn: Turn, reply: Reply, by: SharedStep['by'], moved: boolean): Reply[] {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'check':
    case 'solved':
    case 'handed-over':
      return [forAgent(turn, by === 'person' ? { ...reply, because: [] } : reply, newsFor(by, moved))];
    case 'finding':
      return [reply];
    case 'choose':
      return [by === 'person' ? { ...reply, lines: [agentWording.personAsked, ...reply.lines], because: [] } : reply];
    case 'welcome':
    case 'path':
    case 'message':
    case 'ticket':
      return by === 'person' || by === 'joining' ? [] : [reply];
  }
}

function newsFor(by: SharedStep['by'], moved: boolean): string[] {
  switch (by) {
    case 'joining':
      return [];
    case 'agent':
      return [moved ? agentWording.youOpened : agentWording.onlyYou];
    case 'person':
      return moved ? [agentWording.personAnswered] : [];
  }
}

/** The same place in the words for agents, with the agent's own ways on. */
function forAgent(turn: Turn, reply: NodeReply, news: readonly string[]): Reply {
  const { helper: _, agent: __, ...plain } = turn.case;
  const view = showPosition(
    { ...turn, case: { ...plain, audience: 'agent' } },
    { news: [...news, ...said(reply)], because: reply.because, again: reply.again },
  );
  if (!('navigation' in view)) return view;
  const isOver = view.kind === 'solved' || view.kind === 'handed-over';
  const ticket = { label: agentWording.ticket, action: { do: 'agent' as const, what: 'ticket' as const } };
  const letGo = { label: agentWording.letGo, action: { do: 'agent' as const, what: 'let-go' as const } };
  return { ...view, caller: spelled(turn.case.code ?? ''), answers: isOver ? [ticket] : view.answers, navigation: [...view.navigation, letGo] };
}

/** What the person was told first, but for what is about the sharing itself. */
function said(reply: NodeReply): string[] {
  const own: readonly string[] = [agentWording.helping, agentWording.helperOpened, agentWording.stopped];
  return reply.news.filter((line) => !own.includes(line));
}
