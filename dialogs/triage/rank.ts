/** Ranks the subjects for a text: the evidence for all of them, and for the most likely their examples too. */
import { EvidenceModel } from './evidence.ts';
import { type Compared, LikenessModel } from './likeness.ts';
import type { Subject } from './subjects.ts';
import type { Meaning } from './trie.ts';

/** What full likeness to examples is worth, in the logarithms of the evidence. */
const likenessWorth = 6;
/** So many guides and so many topics are compared with their examples. */
const compared = 12;

export interface Ranked {
  readonly subject: number;
  readonly score: number;
  /** The score without what the likeness to examples adds. */
  readonly evidence: number;
}

interface Nearest extends Ranked {
  readonly likeness: number;
}

export interface Ranking {
  readonly guides: readonly Ranked[];
  readonly topics: readonly Ranked[];
  /** The score of "one of the guides, but none in particular". */
  readonly anyGuide: number;
  /** What the text mentions that speaks for any guide, and how like it is to the nearest. */
  readonly evidence: number;
  readonly likest: number;
  readonly text: Compared;
}

export class Ranker {
  readonly subjects: readonly Subject[];
  readonly evidence: EvidenceModel;
  readonly likeness: LikenessModel;

  constructor(subjects: readonly Subject[], decisive: ReadonlySet<Meaning>) {
    this.subjects = subjects;
    this.evidence = new EvidenceModel(subjects, decisive);
    this.likeness = new LikenessModel(subjects);
  }

  /** Ranks for the meanings of a text, each given once. */
  rank(meanings: readonly Meaning[]): Ranking {
    const { subjects, anyGuide } = this.evidence.weigh(meanings);
    const text = this.likeness.prepare(meanings);
    const guides = this.#best('guide', subjects, text);
    const topics = this.#best('topic', subjects, text);
    const likest = guides.reduce((most, one) => Math.max(most, one.likeness), 0);
    return { guides, topics, anyGuide: anyGuide + likenessWorth * likest, evidence: anyGuide, likest, text };
  }

  #best(kind: Subject['kind'], evidence: Float64Array, text: Compared): Nearest[] {
    return this.#likely(kind, evidence)
      .map((subject) => {
        const likeness = this.likeness.likeness(subject, text);
        const own = evidence[subject] ?? -Infinity;
        return { subject, likeness, evidence: own, score: own + likenessWorth * likeness };
      })
      .sort((one, other) => other.score - one.score);
  }

  /** The subjects of a kind with the most evidence, in one pass: a helpdesk may have thousands. */
  #likely(kind: Subject['kind'], evidence: Float64Array): number[] {
    const likely: number[] = [];
    const scoreAt = (place: number): number => evidence[likely[place] ?? -1] ?? -Infinity;
    for (const [subject, score] of evidence.entries()) {
      if (this.subjects[subject]?.kind !== kind || (likely.length === compared && score <= scoreAt(compared - 1))) continue;
      let place = Math.min(likely.length, compared - 1);
      for (; place > 0 && scoreAt(place - 1) < score; place -= 1) likely[place] = likely[place - 1] ?? subject;
      likely[place] = subject;
    }
    return likely;
  }
}
