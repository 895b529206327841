/** Free text through triage: straight to a guide, a list, an offer to switch, or an honest no. */
import type { NodeRef } from '../knowledge/library.ts';
import { offerChoice, offerSwitch } from './offers.ts';
import { isOver } from './replay.ts';
import { type Result, saying, showing } from './result.ts';
import { showTopics } from './show.ts';
import { amend, note, placeOf, start, startOver, type Turn } from './turn.ts';
import type { Candidate, Verdict } from './triage/triage.ts';
import { wording } from './wording.ts';

/** What triage makes of a text; `undefined` in the middle of a guide when it says nothing clear. */
export function onSymptom(turn: Turn, text: string): Result | undefined {
  const verdict = turn.desk.triage(text);
  if (turn.position.kind === 'nowhere') return begin(turn, text, verdict);
  if (isOver(turn.position)) return verdict.verdict === 'out-of-scope' ? turnAway(turn, verdict) : begin(startOver(turn), text, verdict);
  return interrupt(turn, verdict);
}

function begin(turn: Turn, text: string, verdict: Verdict): Result {
  if (verdict.verdict === 'out-of-scope') return turnAway(turn, verdict);
  const told = amend(turn, { symptom: turn.case.symptom ?? text });
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
  const away = note(turn, 'turned-away', verdict.topic);
  const topic = verdict.topic === undefined ? [] : [wording.outOfScopeTopic(verdict.topic)];
  const lines = [...topic, wording.outOfScopeLine(turn.desk.contact)];
  return saying(away, { ...showTopics(away, 0), title: wording.outOfScopeTitle, lines });
}

function refOf(candidate: Candidate): NodeRef {
  return `${candidate.guide}/${candidate.node}`;
}
