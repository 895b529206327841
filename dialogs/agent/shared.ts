/** What an agent hears of other people's cases: that they may share one, what was done in it, that it is over. */
import { newCase } from '../case.ts';
import { spelled } from '../case-code.ts';
import type { HelperDoes, SharedNews, SharedStep } from '../together/sharing.ts';
import { type Result, saying, showing } from '../result.ts';
import { message } from '../show.ts';
import { type Turn, withEffect } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { ticketReply } from './ticket.ts';
import { changeShared, mostParked, mostShared, withOwnCase, withWork, workOf } from './work.ts';

type Copy = Extract<SharedNews, { kind: 'copy' }>;

/** Says it to the agent. News of a case that they have let go of meanwhile are dropped. */
export function onShared(turn: Turn, from: string, news: SharedNews): Result {
  const known = workOf(turn).helping.find((one) => one.conversation === from);
  switch (news.kind) {
    case 'refused':
      return said(turn, agentWording.refused[news.because]);
    case 'step':
      if (news.by === 'joining') return joined(turn, from, news);
      return known?.case === news.case ? stepped(turn, from, news) : { turn, replies: [] };
    case 'copy':
      return known?.case === news.case.id ? copied(turn, from, news) : { turn, replies: [] };
    case 'ended':
      return known === undefined ? { turn, replies: [] } : said(changeShared(turn, from, undefined), agentWording.ended(spelled(known.code)));
  }
}

function said(turn: Turn, words: string): Result {
  return { turn, replies: [message(turn, { lines: [words], buttons: [{ label: agentWording.myCases, action: { do: 'agent', what: 'cases' } }] })] };
}

/** Asks for something in a person's case. */
export function ask(turn: Turn, to: string, does: HelperDoes): Result {
  return { turn: withEffect(turn, { kind: 'help', to, does }), replies: [] };
}

function joined(turn: Turn, from: string, { case: id, code, guide, step, replies }: SharedStep): Result {
  const { helping } = workOf(turn);
  const others = helping.filter((one) => one.conversation !== from);
  if (others.length >= mostShared) return { ...ask(turn, from, { kind: 'left' }), replies: said(turn, agentWording.tooManyShared).replies };
  const notes = helping.find((one) => one.case === id)?.notes ?? [];
  const shared = withWork(turn, { helping: [...others, { conversation: from, case: id, code, guide, step, notes, at: turn.moment.now }], focus: id });
  const buttons = [
    { label: agentWording.alone, action: { do: 'agent' as const, what: 'alone' as const } },
    { label: agentWording.letGo, action: { do: 'agent' as const, what: 'let-go' as const } },
  ];
  const intro = { ...message(shared, { title: agentWording.sharedTitle(spelled(code)), lines: agentWording.sharedLines, buttons }) };
  return { turn: shared, replies: [{ ...intro, stamp: { case: id, node: '-', visit: 0 } }, ...replies] };
}

/** On the screen it is shown; of another case it is only said. */
function stepped(turn: Turn, from: string, { case: id, code, by, guide, step, replies }: SharedStep): Result {
  const seen = changeShared(turn, from, { guide, step, at: turn.moment.now });
  if (workOf(turn).focus === id) return { turn: seen, replies };
  if (by === 'agent') return { turn: seen, replies: [] };
  const goThere = { label: agentWording.goThere(spelled(code)), action: { do: 'switch' as const, case: id } };
  return { turn: seen, replies: [message(seen, { lines: [agentWording.elsewhere(spelled(code), step)], buttons: [goThere] })] };
}

/** The notes for the ticket, or a case of the agent's own that goes on from here. */
function copied(turn: Turn, from: string, { purpose, case: one }: Copy): Result {
  const { helping, parked } = workOf(turn);
  const notes = helping.find(({ conversation }) => conversation === from)?.notes ?? [];
  const withNotes = notes.length === 0 ? one : { ...one, notes };
  if (purpose === 'ticket') return saying(turn, ticketReply(turn, withNotes, { label: agentWording.letGo, action: { do: 'agent', what: 'let-go' } }));
  const left = changeShared(turn, from, undefined);
  if (parked.length >= mostParked) return showing(left, { news: [agentWording.tooManyCases] });
  const name = one.code === undefined ? agentWording.ownCase : spelled(one.code);
  const { code: _, offer: __, lastTap: ___, looking: ____, ...rest } = withNotes;
  const { id, startedAt } = newCase(turn.moment.newId, turn.moment.now);
  return showing(withOwnCase(left, { ...rest, id, startedAt, audience: 'agent', caller: name }), { news: [agentWording.aloneStarted(name)] });
}
