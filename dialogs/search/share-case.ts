/** A case as an agent shows it to colleagues: without who it is about, and with nothing on it that acts on it. */
import type { Library } from '../../knowledge/library.ts';
import type { Case } from '../case.ts';
import { spelled } from '../case-code.ts';
import { findingLines } from '../findings.ts';
import { nodeTitle } from '../labels.ts';
import { replay } from '../replay.ts';
import { triedLines } from '../summary.ts';
import { wording } from '../wording.ts';
import type { SharedCase } from './share.ts';

/** Steps that are shown, the last ones, and findings. */
const mostSteps = 12;
const mostFound = 6;

export function shareCase(library: Library, one: Case): SharedCase {
  const { position } = replay(library, one.choices);
  const place = position.kind === 'nowhere' ? undefined : position.place;
  return {
    kind: 'case',
    title: wording.caseTitle(one.code === undefined ? one.id : spelled(one.code)),
    now: place === undefined ? wording.caseNotBegun : `${place.guide.title}: ${nodeTitle(place.node)}`,
    problem: one.symptom,
    tried: triedLines(library, one).slice(-mostSteps),
    found: findingLines(one).slice(-mostFound),
  };
}
