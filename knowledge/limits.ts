/** What a guide may be at most; `check.ts` and the schema name these numbers in their messages. */
export const limits = {
  /** Characters of a button's label: more is cut on a 320 px phone. */
  label: 40,
  /** Answers of one question: Teams shows six buttons of a set. */
  answers: 6,
  /** Characters of one paragraph or instruction. */
  text: 420,
  /** Instructions of one step. */
  instructions: 8,
  /** Share of a guide's arrows that may point straight at a hand-over. */
  deadEnds: 0.4,
  /** Choices on the shortest way from a guide's start to any of its nodes. */
  depth: 12,
} as const;
