/** Free text through triage: straight to a guide, a list, an offer to switch, or an honest no. */
import type { NodeRef } from '../knowledge/library.ts';
import { offerChoice, offerSwitch } from './offers.ts';
import { isOver } from './replay.ts';
import type { Button } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { showTopics } from './show.ts';
import { amend, note, placeOf, start, startOver, type Turn } from './turn.ts';
import type { Candidate, Verdict } from './triage/triage.ts';
import { wording } from './wording.ts';

/** What triage makes of a text; `undefined` in the middle of a guide when it says nothing clear. */
export function onSymptom(turn: Turn, text: string): Result | undefined {
  const verdict = turn.desk.triage(text);
  const told = amend(turn, { symptom: turn.case.symptom ?? text });
  if (turn.position.kind === 'nowhere') return begin(told, verdict);
  if (!isOver(turn.position)) return interrupt(verdict.verdict === 'match' ? told : turn, verdict);
  return verdict.verdict === 'out-of-scope' ? turnAway(turn, verdict) : begin(amend(startOver(turn), { symptom: text }), verdict);
}

function begin(told: Turn, verdict: Verdict): Result {
  if (verdict.verdict === 'out-of-scope') return turnAway(told, verdict);
  const best = verdict.guides[0];
  if (verdict.verdict === 'match' && best !== undefined) return showing(start(told, refOf(best), best.because), { because: best.because });
  return offerChoice(told, verdict.guides);
}

function interrupt(turn: Turn, verdict: Verdict): Result | undefined {
  const place = placeOf(turn);
  if (verdict.verdict === 'out-of-scope') {
    if (verdict.topic === undefined) return undefined;
    return showing(note(turn, 'turned-away', verdict.topic), { news: [wording.outOfScopeTopic(verdict.topic), wording.elsewhere(turn.desk.contact)] });
  }
  const best = verdict.guides[0];
  if (verdict.verdict !== 'match' || best === undefined || best.guide === place?.guide.id) return undefined;
  return offerSwitch(turn, refOf(best), best.because);
}

function turnAway(turn: Turn, verdict: Extract<Verdict, { verdict: 'out-of-scope' }>): Result {
  const away = amend(note(turn, 'turned-away', verdict.topic), { misses: turn.case.misses + 1 });
  const topic = verdict.topic === undefined ? [] : [wording.outOfScopeTopic(verdict.topic)];
  const lines = [...topic, wording.outOfScopeLine(turn.desk.contact)];
  const topics = showTopics(away, 0);
  const person: Button[] = away.case.misses >= 2 ? [{ label: wording.person, action: { do: 'person' } }] : [];
  return saying(away, { ...topics, title: wording.outOfScopeTitle, lines, buttons: [...topics.buttons, ...person] });
}

function refOf(candidate: Candidate): NodeRef {
  return `${candidate.guide}/${candidate.node}`;
}
