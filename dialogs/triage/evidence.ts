/**
 * How strongly what a text mentions speaks for each subject: a naive Bayes model in logarithms,
 * kept as postings, so that a text costs what it mentions and not what triage knows.
 */
import { sharesOf, spreadOf, type Shares, meanOf } from './shares.ts';
import type { Subject } from './subjects.ts';
import type { Meaning } from './trie.ts';

/** How much of the usual share of a meaning every subject is lent: few examples say little. */
const lent = 0.3;
/** The usual share that even a meaning nobody mentioned has. */
const floor = 0.04;
/** What a code says for each subject that names it, however seldom. */
const decides = 6;
/** What a code says for the guides taken together. */
const decidesForAny = 2;
/** No meaning is taken to be in all texts of a topic. */
const mostSure = 0.97;

interface Posting {
  readonly subject: number;
  readonly weight: number;
}

/** What a text's mentions say. */
export interface Evidence {
  /** For each subject, how much more than usual it is like the text. */
  readonly subjects: Float64Array;
  /** The same for the guides taken together. */
  readonly anyGuide: number;
}

export class EvidenceModel {
  readonly #postings = new Map<Meaning, Posting[]>();
  readonly #anyGuide = new Map<Meaning, number>();
  readonly #start: Float64Array;
  readonly #decisive: ReadonlySet<Meaning>;

  constructor(subjects: readonly Subject[], decisive: ReadonlySet<Meaning>) {
    this.#decisive = decisive;
    const shares = subjects.map(sharesOf);
    const ofGuides = meanOf(shares.filter((_, index) => subjects[index]?.kind === 'guide'));
    const ofTopics = meanOf(shares.filter((_, index) => subjects[index]?.kind === 'topic'));
    const telling = spreadOf(shares);
    const gain = (share: number, meaning: Meaning): number => {
      if (decisive.has(meaning)) return decides;
      const usual = ((ofGuides.get(meaning) ?? 0) + (ofTopics.get(meaning) ?? 0)) / 2;
      return Math.log(1 + share / (lent * (usual + floor))) * (telling.get(meaning) ?? 1);
    };
    this.#start = new Float64Array(subjects.length);
    shares.forEach((ofSubject, subject) => this.#post(subject, ofSubject, gain, subjects[subject]?.kind === 'topic'));
    for (const [meaning, share] of ofGuides) this.#anyGuide.set(meaning, decisive.has(meaning) ? decidesForAny : gain(share, meaning));
  }

  /**
   * A topic also loses by what its texts mention and this one does not: a text about nothing in
   * particular is no topic's. A guide does not, for people leave out what they take for granted.
   */
  #post(subject: number, shares: Shares, gain: (share: number, meaning: Meaning) => number, missed: boolean): void {
    for (const [meaning, share] of shares) {
      const absence = missed ? Math.log(1 - Math.min(share, mostSure)) : 0;
      this.#start[subject] = (this.#start[subject] ?? 0) + absence;
      const postings = this.#postings.get(meaning) ?? [];
      postings.push({ subject, weight: gain(share, meaning) - absence });
      this.#postings.set(meaning, postings);
    }
  }

  /** Weighs the meanings of a text, each given once. */
  weigh(meanings: readonly Meaning[]): Evidence {
    const subjects = Float64Array.from(this.#start);
    let anyGuide = 0;
    for (const meaning of meanings) {
      anyGuide += this.#anyGuide.get(meaning) ?? 0;
      for (const { subject, weight } of this.#postings.get(meaning) ?? []) subjects[subject] = (subjects[subject] ?? 0) + weight;
    }
    return { subjects, anyGuide };
  }

  /** How much one mention speaks for a subject; a code by where it leads alone. */
  weightOf(subject: number, meanings: readonly Meaning[]): number {
    const codes = meanings.filter((meaning) => this.#decisive.has(meaning));
    return Math.max(...(codes.length > 0 ? codes : meanings).map((meaning) => this.#weight(subject, meaning)));
  }

  #weight(subject: number, meaning: Meaning): number {
    return this.#postings.get(meaning)?.find((posting) => posting.subject === subject)?.weight ?? 0;
  }
}
