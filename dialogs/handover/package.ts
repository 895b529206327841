/** What is sent to the helpdesk: the case as text for people, and the same in parts for programs. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Library } from '../../knowledge/library.ts';
import { audience } from '../audience.ts';
import type { Case } from '../case.ts';
import { describeChoice, guidesOf, summarize } from '../summary.ts';
import { type Draft, reach, type Reach } from './handover.ts';
import { handoverWords } from './words.ts';

const pathStep = z.strictObject({ asked: z.string(), answered: z.string(), evidence: z.string().optional(), at: z.string() });
const foundThing = z.strictObject({ kind: z.string(), name: z.string().optional(), verdict: z.string(), evidence: z.array(z.string()), at: z.string() });

export const handoverPackage = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  /** ISO 8601, UTC. */
  created: z.string(),
  case: z.string(),
  audience,
  /** own: everything, for people; the same text that the person saw before it was sent. */
  text: z.string(),
  /** own */
  problem: z.string().optional(),
  contact: reach,
  path: z.array(pathStep),
  findings: z.array(foundThing),
  files: z.strictObject({ names: z.array(z.string()), mayBeSent: z.boolean() }),
  values: z.record(z.string(), z.string()),
  guides: z.array(z.strictObject({ id: z.string(), version: z.string() })),
});
export type HandoverPackage = z.infer<typeof handoverPackage>;

/** The text that is shown before it is sent, and sent. */
export function packageText(library: Library, one: Case, { reach: how, files, shownAt }: Draft): string {
  const said = one.files.length === 0 ? [] : [files === true ? handoverWords.filesYes : handoverWords.filesNo];
  return [
    summarize(library, { ...one, touchedAt: shownAt ?? one.touchedAt }),
    '',
    ...said,
    `${handoverWords.contactLabel}: ${reachText(how ?? { way: 'chat' })}`,
  ].join('\n');
}

/** The package of a case, under the id of its hand-over. */
export function packageOf(library: Library, one: Case, asked: Draft, id: string, now: number): HandoverPackage {
  return {
    version: 1,
    id,
    created: iso(now),
    case: one.id,
    audience: one.audience,
    text: packageText(library, one, asked),
    problem: one.symptom,
    contact: asked.reach ?? { way: 'chat' },
    path: one.choices.flatMap((choice) => {
      const described = describeChoice(library, choice);
      const evidence = choice.kind === 'answer' ? choice.finding?.evidence : undefined;
      return described === undefined ? [] : [{ ...described, ...(evidence === undefined ? {} : { evidence }), at: iso(choice.at) }];
    }),
    findings: (one.findings ?? []).map(({ kind, name, verdict, leads, at }) => ({
      kind,
      name,
      verdict,
      evidence: leads.map((lead) => lead.evidence),
      at: iso(at),
    })),
    files: { names: [...one.files], mayBeSent: asked.files === true },
    values: { ...one.values },
    guides: guidesOf(library, one),
  };
}

/** Changes whenever what would be sent does: a button of an older look at it then shows the new one first. */
export function draftMark({ code, choices, symptom, values, files, findings, comment, audience: who, handing }: Case): string {
  const content = JSON.stringify([code, choices, symptom, values, files, findings, comment, who, handing]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

function reachText(how: Reach): string {
  return how.way === 'chat' ? handoverWords.inChat : how.value;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
