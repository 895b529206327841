/** From a ranking to a verdict: straight to a guide, a choice of three, or out of scope. */
import type { GuideId, NodeId } from '../../knowledge/schema.ts';
import { becauseOf } from './because.ts';
import { placeIn } from './place-in-guide.ts';
import type { Ranked, Ranker, Ranking } from './rank.ts';
import type { Mention } from './reader.ts';

export interface Candidate {
  readonly guide: GuideId;
  readonly node: NodeId;
  /** 0 to 1: how likely it is this guide, once it is one of them. */
  readonly score: number;
  /** The person's own words that decided, as they typed them. */
  readonly because: string[];
}

export type Verdict =
  | { readonly verdict: 'match' | 'choose'; /** One to three, best first. */ readonly guides: Candidate[] }
  | { readonly verdict: 'out-of-scope'; /** The topic's name, when one is clear. */ readonly topic?: string; readonly guides: [] };

/** So much more than the best topic the guides must have for them. */
const lead = 0.7;
/** What a text must at least have in common with the guides. */
const leastEvidence = 1;
const leastLikeness = 0.12;
/** How sure the best guide must be to go straight to it. */
const sureEnough = 0.6;
/** The evidence counts words as if they came independently; they do not. */
const caution = 1.2;
const mostGuides = 3;

/** Decides for a text that mentions something; `mentions` are those that may be named as the reason. */
export function decide(ranker: Ranker, ranking: Ranking, mentions: readonly Mention[]): Verdict {
  const [best] = ranking.guides;
  const [topic] = ranking.topics;
  const ours = Math.max(best?.score ?? -Infinity, ranking.anyGuide);
  // With many guides, what speaks for one of them says little for any of them.
  const evidence = Math.max(ranking.evidence, best?.evidence ?? -Infinity);
  const nothing = best === undefined || evidence < leastEvidence || ranking.likest < leastLikeness;
  if (nothing || ours < (topic?.score ?? -Infinity) + lead) return turnAway(ranker, ranking);
  const scores = probabilities(ranking);
  const guides = ranking.guides.slice(0, mostGuides).flatMap((one, index) => candidate(ranker, ranking, one, scores[index] ?? 0, mentions));
  return { verdict: (guides[0]?.score ?? 0) >= sureEnough ? 'match' : 'choose', guides };
}

function candidate(ranker: Ranker, { text }: Ranking, { subject }: Ranked, score: number, mentions: readonly Mention[]): Candidate[] {
  const guide = ranker.subjects[subject];
  if (guide?.kind !== 'guide') return [];
  const node = placeIn(ranker.likeness.compareAll(subject, text)) ?? guide.start;
  return [{ guide: guide.guide, node, score: Math.round(score * 1000) / 1000, because: becauseOf(ranker.evidence, subject, mentions) }];
}

/** How likely each guide is, against the others and against none in particular. */
function probabilities({ guides, anyGuide }: Ranking): number[] {
  const top = Math.max(anyGuide, guides[0]?.score ?? anyGuide);
  const weights = guides.map((one) => Math.exp((one.score - top) / caution));
  const sum = weights.reduce((total, weight) => total + weight, Math.exp((anyGuide - top) / caution));
  return weights.map((weight) => weight / sum);
}

/** How far a topic must be ahead of the next, and above nothing, to be named. */
const clearTopic = 1;

function turnAway(ranker: Ranker, { topics }: Ranking): Verdict {
  const [best, next] = topics;
  const topic = best === undefined ? undefined : ranker.subjects[best.subject];
  const clear = best !== undefined && best.score >= clearTopic && best.score - (next?.score ?? -Infinity) >= clearTopic;
  return clear && topic?.kind === 'topic' ? { verdict: 'out-of-scope', topic: topic.name, guides: [] } : { verdict: 'out-of-scope', guides: [] };
}
