/** A guide takes over a topic that was out of scope when its own symptoms speak of that topic. */
import { EvidenceModel } from './evidence.ts';
import type { Example, Subject } from './subjects.ts';

/** So many of a guide's symptoms are looked at. */
const sampled = 12;
/** This share of them must be as much about the topic as this share of the topic's own texts. */
const mostOfGuide = 0.5;
const leastOfTopic = 0.25;

/** The subjects without the topics that a guide is about. */
export function withoutTakenOver(subjects: readonly Subject[]): Subject[] {
  const model = new EvidenceModel(subjects);
  const symptoms = subjects.filter((subject) => subject.kind === 'guide').map((guide) => guide.examples.slice(0, sampled));
  return subjects.filter((subject, index) => {
    if (subject.kind === 'guide') return true;
    const bar = quantile(scoresOf(model, index, subject.examples), leastOfTopic);
    return !symptoms.some((examples) => quantile(scoresOf(model, index, examples), 1 - mostOfGuide) >= bar);
  });
}

function scoresOf(model: EvidenceModel, subject: number, examples: readonly Example[]): number[] {
  return examples.map(({ meanings }) => model.weigh(meanings).subjects[subject] ?? 0);
}

/** The value that a share of the values lie below. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}
