/** Whether each guide can be found: its own symptoms must lead to it. */
import type { Fault } from '../knowledge/fault.ts';
import type { LoadedGuide } from '../knowledge/library.ts';
import type { Desk } from './desk.ts';

/** A fault for each guide that triage never offers for any of its own symptoms. */
export function checkTriage(desk: Desk): Fault[] {
  return [...desk.library.guides.values()]
    .filter((guide) => !isFound(desk, guide))
    .map((guide) => ({
      file: `guides/${guide.id}.yaml`,
      line: 1,
      problem: 'Nobody can triage to this guide: none of its symptoms leads here.',
      remedy: 'Add symptoms in the words people use that no other guide has.',
    }));
}

function isFound(desk: Desk, guide: LoadedGuide): boolean {
  return guide.symptoms.some((symptom) => symptom.words.some((words) => desk.triage(words).guides.some((one) => one.guide === guide.id)));
}
