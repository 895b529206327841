/** Offers the bot makes beside the node: switch, return to an old step, resume, choose. */
import { findPlace, type Library, type NodeRef, type Place } from '../knowledge/library.ts';
import type { Stamp } from './input.ts';
import { answerLabel, nodeTitle } from './labels.ts';
import type { Button } from './reply.ts';
import { type Result, saying } from './result.ts';
import { guideOption, message } from './show.ts';
import { stampOf } from './show-node.ts';
import type { Candidate } from './triage/triage.ts';
import { noteUnclear, placeOf, type Turn } from './turn.ts';
import { wording } from './wording.ts';

const stay: Button = { label: wording.stay, action: { do: 'stay' } };

/** Offers to go to another problem's guide, keeping the place. */
export function offerSwitch(turn: Turn, ref: NodeRef, because: readonly string[], lines: readonly string[] = []): Result {
  const place = findPlace(turn.desk.library, ref);
  if (place === undefined) return offerResume(turn);
  const go: Button = { label: wording.switchGo, action: { do: 'go', to: ref, because: because.map((words) => words.slice(0, 120)).slice(0, 6) } };
  return saying(turn, message(turn, { title: wording.switchTitle(place.guide.title), lines: [...lines, wording.switchLine], buttons: [go, stay] }));
}

/** Offers to continue or start over, to somebody who comes back. */
export function offerResume(turn: Turn): Result {
  const place = placeOf(turn);
  const buttons: Button[] = [
    { label: wording.continue, action: { do: 'stay' } },
    { label: wording.startOver, action: { do: 'start-over' } },
  ];
  return saying(turn, message(turn, { title: wording.resumeTitle, lines: [wording.resumeLine(place === undefined ? '' : nodeTitle(place.node))], buttons }));
}

/** Says which step an old card's button belongs to, and offers to go back there. */
export function offerReturn(turn: Turn, stamp: Stamp): Result {
  const place = findPlace(turn.desk.library, stamp.node);
  const now = placeOf(turn);
  const nowLine = now === undefined ? [] : [wording.staleNow(nodeTitle(now.node))];
  if (place === undefined) return saying(turn, message(turn, { title: wording.staleTitle, lines: [wording.staleGone, ...nowLine], buttons: [stay] }));
  const choice =
    stamp.case === turn.case.id ? turn.case.choices.find((one) => one.visit === stamp.visit && one.kind === 'answer' && one.node === place.ref) : undefined;
  const answered = choice?.kind === 'answer' ? answerLabel(place.node, choice.answer) : undefined;
  const goBack: Button = { label: wording.goBackThere, action: { do: 'return', to: place.ref, visit: choice?.visit } };
  return saying(
    turn,
    message(turn, { title: wording.staleTitle, lines: [wording.staleLine(nodeTitle(place.node), answered), ...nowLine], buttons: [goBack, stay] }),
  );
}

/** The least score at which a listed guide begins deeper than its start. */
const deepEnough = 0.4;

/** Lists what triage found. */
export function offerChoice(turn: Turn, candidates: readonly Candidate[], text: string, lines: readonly string[] = []): Result {
  const { library } = turn.desk;
  const places = candidates.flatMap((one) => placeFor(library, one) ?? []);
  const asked = noteUnclear(turn, 'asked-to-choose', text);
  return saying(asked, {
    kind: 'choose',
    stamp: stampOf(asked.case, placeOf(asked)),
    title: wording.chooseTitle,
    lines,
    because: [...new Set(candidates.flatMap((one) => one.because))].slice(0, 4),
    options: places.map((place) => guideOption(place.guide, place.ref)),
    buttons: [
      { label: wording.noneOfThese, action: { do: 'none-of-these' } },
      ...(placeOf(turn) === undefined ? [] : [stay]),
      { label: wording.person, action: { do: 'person' } },
    ],
  });
}

/** Where an uncertain candidate begins: deep in its guide only when much speaks for that place. */
function placeFor(library: Library, candidate: Candidate): Place | undefined {
  const start = library.guides.get(candidate.guide)?.start;
  return findPlace(library, `${candidate.guide}/${candidate.score >= deepEnough ? candidate.node : (start ?? candidate.node)}`);
}
