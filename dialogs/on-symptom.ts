/** Free text through triage: straight to a guide, a list, an offer to switch, or an honest no. */
import { sayCodeOf } from '../diagnostics/code/code-analyser.ts';
import { mask } from '../diagnostics/mask.ts';
import { findPlace, type NodeRef } from '../knowledge/library.ts';
import { keptWords } from './kept-words.ts';
import { offerChoice, offerSwitch } from './offers.ts';
import { isOver } from './replay.ts';
import { type Result, saying, showing } from './result.ts';
import { showTopics } from './show.ts';
import { amend, note, placeOf, start, startOver, type Turn } from './turn.ts';
import type { Candidate, Verdict } from './triage/triage.ts';
import { wording } from './wording.ts';

/** Fewer words than this are an answer that was not understood, not another subject. */
const aSentence = 3;
/** The least score of a first candidate that is worth interrupting a guide for. */
const likely = 0.4;

/** What triage makes of a text; `undefined` in the middle of a guide when it says nothing clear. */
export function onSymptom(turn: Turn, text: string, read: Verdict): Result | undefined {
  const verdict = withoutSecrets(read, text);
  const told = amend(turn, { symptom: turn.case.symptom ?? keptWords(text) });
  if (turn.position.kind === 'nowhere') return begin(told, text, verdict);
  if (!isOver(turn.position)) return interrupt(verdict.verdict === 'match' ? told : turn, text, verdict);
  return verdict.verdict === 'out-of-scope' ? turnAway(turn, verdict, text) : begin(amend(startOver(turn), { symptom: keptWords(text) }), text, verdict);
}

/**
 * The same for words that nobody typed to the bot: of a file, or in a field that is for something else. They ask for
 * nothing, so they are never turned away: `undefined` when triage does not know them.
 */
export function onGivenWords(turn: Turn, text: string): Result | undefined {
  const verdict = turn.desk.triage(text);
  return verdict.verdict === 'out-of-scope' ? undefined : onSymptom(turn, text, verdict);
}

/** The words that decided are shown and kept, so none may be a part of what belongs to a person. */
function withoutSecrets(verdict: Verdict, text: string): Verdict {
  if (verdict.verdict === 'out-of-scope') return verdict;
  const shown = mask(text);
  return { ...verdict, guides: verdict.guides.map((one) => ({ ...one, because: one.because.filter((word) => shown.includes(word)) })) };
}

function begin(told: Turn, text: string, verdict: Verdict): Result {
  if (verdict.verdict === 'out-of-scope') return turnAway(told, verdict, text);
  const best = verdict.guides[0];
  if (verdict.verdict === 'match' && best !== undefined)
    return showing(start(told, refOf(best), best.because), { because: best.because, news: codeIn(told, text, refOf(best)) });
  return offerChoice(told, verdict.guides, text, codeIn(told, text));
}

/** What an error code in the words means, when the step that is shown does not say it itself. */
function codeIn(turn: Turn, text: string, shown?: NodeRef): string[] {
  const { library } = turn.desk;
  const says = sayCodeOf(text, library.book);
  const node = shown === undefined ? undefined : findPlace(library, shown)?.node;
  const own = node?.kind === 'question' ? JSON.stringify([node.ask, node.hint]) : '';
  const code = says?.match(/\b[\dA-F]{8}\b/)?.[0];
  return says === undefined || (code !== undefined && own.includes(code)) ? [] : [says];
}

function interrupt(turn: Turn, text: string, verdict: Verdict): Result | undefined {
  const place = placeOf(turn);
  if (verdict.verdict === 'out-of-scope') {
    if (verdict.topic === undefined || text.split(/\s+/).length < aSentence) return undefined;
    return showing(note(turn, 'turned-away', verdict.topic), { news: [wording.outOfScopeTopic(verdict.topic), wording.elsewhere(turn.desk.contact)] });
  }
  const best = verdict.guides[0];
  if (best === undefined) return undefined;
  const code = codeIn(turn, text);
  if (verdict.verdict === 'match' && best.guide === place?.guide.id) return showing(turn, { news: [...code, wording.alreadyHere], because: best.because });
  if (verdict.verdict === 'match') return offerSwitch(turn, refOf(best), best.because, code);
  return best.score >= likely && best.guide !== place?.guide.id ? offerChoice(turn, verdict.guides, text, code) : undefined;
}

function turnAway(turn: Turn, verdict: Extract<Verdict, { verdict: 'out-of-scope' }>, text: string): Result {
  const away = note(turn, 'turned-away', verdict.topic);
  const topic = verdict.topic === undefined ? [] : [wording.outOfScopeTopic(verdict.topic)];
  const lines = [...codeIn(turn, text), ...topic, wording.outOfScopeLine(turn.desk.contact)];
  const topics = showTopics(away, 0);
  return saying(away, { ...topics, title: wording.outOfScopeTitle, lines });
}

function refOf(candidate: Candidate): NodeRef {
  return `${candidate.guide}/${candidate.node}`;
}
