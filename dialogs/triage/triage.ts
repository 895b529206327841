/** Triage: from a person's own words to the guide and node that fit, in whatever language they come. */
import { decide, type Verdict } from './decide.ts';
import { distinctMeanings, Lexicon } from './lexicon.ts';
import { Ranker } from './rank.ts';
import { gatherSubjects, type Knowledge } from './subjects.ts';
import { withoutTakenOver } from './take-over.ts';

export type { Candidate, Verdict } from './decide.ts';

/** The longest text that is read, in characters; what people want stands at the beginning. */
const longest = 2000;

export interface Triage {
  /** Where a text leads. */
  readonly read: (text: string) => Verdict;
  /** The concepts that a text's words stand for: names out of the facts, and nothing that the person typed. */
  readonly conceptsIn: (text: string) => readonly string[];
}

/**
 * Builds triage from the guides' symptoms and the facts; a new guide is found without anything else
 * being changed. Building takes a fraction of a second, a text some tenths of a millisecond.
 */
export function openTriage(library: Knowledge): Triage {
  const lexicon = new Lexicon(library.facts);
  const subjects = gatherSubjects(library, lexicon);
  const ranker = new Ranker(withoutTakenOver(subjects, lexicon.decisive), lexicon.decisive);
  return {
    read: (text) => {
      const mentions = lexicon.read(text.slice(0, longest));
      return decide(ranker, ranker.rank(distinctMeanings(mentions)), lexicon.telling(mentions));
    },
    conceptsIn: (text) => lexicon.conceptsIn(text.slice(0, longest)),
  };
}
