/** How many of the fixtures are recognised, and how much of what is expected of them is concluded. */
import { z } from 'zod';
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Context, Finding } from '../../diagnostics/finding.ts';
import { allDropped, expectedIn } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { kindOf } from './kind-of.ts';

/** The parts of all expectation files that a table can count; each file has some of them. */
const expectation = z.object({
  outcome: z.enum(['fault', 'fine', 'unclear']).optional(),
  /** Every cause, in order; with the certainty in brackets, or without. */
  causes: z.array(z.string()).optional(),
  /** The first cause only. */
  first: z.string().optional(),
  /** The settings that ask for too much. */
  conflicts: z.array(z.union([z.string(), z.looseObject({ setting: z.string() })])).optional(),
});
type Expectation = z.infer<typeof expectation>;

interface Score {
  right: number;
  of: number;
}
interface Row {
  samples: number;
  readonly recognised: Score;
  readonly outcome: Score;
  readonly causes: Score;
  readonly settings: Score;
  /** Files of which something is wrong. */
  readonly wrong: string[];
}

/** The certificates among the fixtures are made for this day. */
const context: Context = { book: shippedDesk().library.book, now: Date.parse('2026-06-01T00:00:00Z') };

/** The whole page, as Markdown. */
export function recognitionTable(): string {
  const rows = new Map<string, Row>();
  const expected = new Map<string, Record<string, unknown>>();
  for (const one of allDropped()) {
    const { folder, name, bytes } = one;
    const kind = kindOf(one);
    const row = rows.get(folder) ?? newRow();
    rows.set(folder, row);
    const wanted = expected.get(folder) ?? expectedIn(folder);
    expected.set(folder, wanted);
    // Of what others read, the folder's expectation says nothing.
    const known = kind === folder || kind === 'unknown' ? expectation.safeParse(wanted[name]) : undefined;
    const right = judge(row, read(bytes), kind, known?.success === true ? known.data : {});
    if (!right) row.wrong.push(name);
  }
  return pageOf(rows);
}

function newRow(): Row {
  return { samples: 0, recognised: { right: 0, of: 0 }, outcome: { right: 0, of: 0 }, causes: { right: 0, of: 0 }, settings: { right: 0, of: 0 }, wrong: [] };
}

function read(bytes: Buffer): Finding {
  const diagnosis = openDiagnosis(analysers, context);
  diagnosis.push(bytes);
  return diagnosis.end();
}

function judge(row: Row, finding: Finding, kind: string, { outcome, causes, first, conflicts }: Expectation): boolean {
  row.samples += 1;
  const settings = conflicts?.map((one) => (typeof one === 'string' ? one : one.setting));
  const marks = [
    count(row.recognised, true, finding.kind === kind),
    count(row.outcome, outcome !== undefined, finding.outcome === outcome),
    count(row.causes, causes !== undefined, sameCauses(finding, causes ?? [])),
    count(row.causes, causes === undefined && first !== undefined, finding.causes[0]?.cause === first),
    count(row.settings, settings !== undefined, finding.conflicts.map((one) => one.setting).join() === settings?.join()),
  ];
  return marks.every(Boolean);
}

/** Counts where something is expected; whether it is right, or nothing is. */
function count(score: Score, isExpected: boolean, isRight: boolean): boolean {
  if (!isExpected) return true;
  score.of += 1;
  if (isRight) score.right += 1;
  return isRight;
}

function sameCauses({ causes }: Finding, wanted: readonly string[]): boolean {
  const named = causes.map(({ cause, certainty }, index) => (wanted[index]?.includes('(') === true ? `${cause} (${certainty})` : cause));
  return named.join() === wanted.join();
}

function pageOf(rows: ReadonlyMap<string, Row>): string {
  const all = newRow();
  const lines = [...rows].map(([kind, row]) => {
    all.samples += row.samples;
    for (const part of ['recognised', 'outcome', 'causes', 'settings'] as const) {
      all[part].right += row[part].right;
      all[part].of += row[part].of;
    }
    return lineOf(kind, row);
  });
  const wrong = [...rows].flatMap(([kind, row]) => row.wrong.map((name) => `- ${kind}/${name}`));
  return [
    '# What is recognised, and what is concluded',
    '',
    'Written by `node test/diagnostics/publish-table.ts` from the samples in `test/fixtures/dropped`, read by all analysers',
    'together, against the expectation file of each folder. A number such as 12 / 12 says how many are right of those for which',
    'something is expected; a dash, that nothing is. Samples are made up for these tests, and those of one kind were known to',
    'whoever wrote its analyser: the table shows what holds, not how much of the world it covers.',
    '',
    '| kind | samples | recognised | outcome | causes | settings |',
    '| --- | --: | --: | --: | --: | --: |',
    ...lines,
    lineOf('**all**', all),
    '',
    wrong.length === 0 ? 'Nothing is wrong.' : ['Something is wrong of:', '', ...wrong].join('\n'),
    '',
  ].join('\n');
}

function lineOf(kind: string, { samples, recognised, outcome, causes, settings }: Row): string {
  return `| ${[kind, samples, ...[recognised, outcome, causes, settings].map(({ right, of }) => (of === 0 ? '–' : `${right} / ${of}`))].join(' | ')} |`;
}
