/** A guide takes over a topic that was out of scope when its own symptoms speak of that topic. */
import { EvidenceModel } from './evidence.ts';
import type { Example, Subject } from './subjects.ts';
import type { Meaning } from './trie.ts';

/** So many of a guide's symptoms are looked at. */
const sampled = 12;

/** The topic that a text is most about, and how much. */
interface Spoken {
  readonly topic: number;
  readonly score: number;
}

/**
 * The subjects without the topics that a guide is about: half of its symptoms speak of the topic
 * more than of any other, and as much as half of the topic's own texts do.
 */
export function withoutTakenOver(subjects: readonly Subject[], decisive: ReadonlySet<Meaning>): Subject[] {
  const model = new EvidenceModel(subjects, decisive);
  const topics = [...subjects.keys()].filter((index) => subjects[index]?.kind === 'topic');
  const guides = subjects
    .filter((subject) => subject.kind === 'guide')
    .map(({ examples }) => examples.slice(0, sampled).map((example) => spokenOf(model.weigh(example.meanings).subjects, topics)));
  return subjects.filter((subject, index) => {
    if (subject.kind === 'guide') return true;
    const bar = middle(withCommonMeanings(subject.examples).map(({ meanings }) => model.weigh(meanings).subjects[index] ?? 0));
    return !guides.some((symptoms) => middle(symptoms.map(({ topic, score }) => (topic === index ? score : -Infinity))) >= bar);
  });
}

function spokenOf(weighed: Float64Array, topics: readonly number[]): Spoken {
  return topics
    .map((topic) => ({ topic, score: weighed[topic] ?? 0 }))
    .reduce((best, one) => (one.score > best.score ? one : best), { topic: -1, score: -Infinity });
}

/** The examples without what only one of them mentions: a text from outside cannot be like that. */
function withCommonMeanings(examples: readonly Example[]): Example[] {
  const counts = new Map<Meaning, number>();
  for (const meaning of examples.flatMap((example) => example.meanings)) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  return examples.map((example) => ({ ...example, meanings: example.meanings.filter((meaning) => (counts.get(meaning) ?? 0) > 1) }));
}

function middle(scores: readonly number[]): number {
  const sorted = scores.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? -Infinity;
}
