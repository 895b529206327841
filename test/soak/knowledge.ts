/** The guides of a run: a small made-up helpdesk, and one guide that counts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { smallFiles } from '../support/small-knowledge.ts';

/** What a person types to begin to count. */
export const opening = 'count tally marks with me';
/** The marks, by the number that is typed for each. */
export const marks = ['Mark one', 'Mark two', 'Mark three', 'Mark four', 'Mark five'] as const;

/** Each answer leads back to the question, so the step that a card shows tells how many were taken. */
const tallyGuide = `
id: tally
title: Tally marks
about: Counts what is said.
label: I want to count tally marks
symptoms: [${opening}, tally]
reviewed: 2026-05-04
start: next-mark
nodes:
  next-mark:
    kind: question
    ask: Which mark comes next?
    answers:
${marks.map((label, index) => `      - { id: mark-${index + 1}, label: ${label}, next: next-mark }`).join('\n')}
      - { id: enough, label: That is enough, next: counted }
  counted: { kind: outcome, result: solved, title: All marks are counted }
`;

/** Writes the guides and facts into a folder; some changed, or away where undefined. */
export function writeKnowledge(folder: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
  for (const { path, text } of smallFiles({ 'guides/tally.yaml': tallyGuide, ...changes })) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
