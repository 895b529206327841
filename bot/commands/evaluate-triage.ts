/** Measures triage on labelled messages: shares, time, and which guide is taken for which. */
import { z } from 'zod';
import type { Verdict } from '../../dialogs/triage/triage.ts';

const unclear = 'unclear';
const outOfScope = 'out-of-scope';

const labelledMessage = z.looseObject({ text: z.string(), expect: z.string(), language: z.string().default('en') });
export type LabelledMessage = z.infer<typeof labelledMessage>;

export interface Evaluation {
  /** Percentages of the messages that expect a guide. */
  readonly first: number;
  readonly withinThree: number;
  /** Percentage of the messages out of scope. */
  readonly turnedAway: number;
  /** Percentage of the unclear messages. */
  readonly choose: number;
  /** For each language, the percentage of the messages that expect a guide. */
  readonly languages: ReadonlyMap<string, number>;
  readonly milliseconds: number;
  /** Counts: expected, then given. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Reads JSON lines of `{"text", "expect", "language"}`; a sentence that tells the first fault instead. */
export function readLabelled(text: string): LabelledMessage[] | string {
  const messages: LabelledMessage[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = z
      .string()
      .transform((raw, context) => parseJson(raw) ?? context.addIssue('This is not JSON.'))
      .pipe(labelledMessage)
      .safeParse(line);
    if (!parsed.success) return `Line ${index + 1} is not {"text": …, "expect": …, "language": …}: ${parsed.error.issues[0]?.message ?? ''}`;
    messages.push(parsed.data);
  }
  return messages;
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** Runs triage over the messages. */
export function evaluateTriage(messages: readonly LabelledMessage[], triage: (text: string) => Verdict): Evaluation {
  const start = performance.now();
  const results = messages.map((message) => ({ ...message, verdict: triage(message.text) }));
  const milliseconds = (performance.now() - start) / Math.max(messages.length, 1);
  const clear = results.filter((one) => one.expect !== unclear && one.expect !== outOfScope);
  const first = ({ verdict, expect }: (typeof results)[number]) => verdict.guides[0]?.guide === expect;
  const languages = Map.groupBy(clear, (one) => one.language);
  return {
    first: share(clear, first),
    withinThree: share(clear, ({ verdict, expect }) => verdict.guides.some((one) => one.guide === expect)),
    turnedAway: share(
      results.filter((one) => one.expect === outOfScope),
      (one) => one.verdict.verdict === outOfScope,
    ),
    choose: share(
      results.filter((one) => one.expect === unclear),
      (one) => one.verdict.verdict === 'choose',
    ),
    languages: new Map([...languages].map(([language, ones]) => [language, share(ones, first)])),
    milliseconds,
    confusion: countConfusion(results),
  };
}

function share<One>(all: readonly One[], holds: (one: One) => boolean): number {
  return all.length === 0 ? 100 : (100 * all.filter(holds).length) / all.length;
}

/** What was given: the first guide, "choose" where an unclear message was answered with a choice, or out of scope. */
function countConfusion(results: readonly { expect: string; verdict: Verdict }[]): Map<string, Map<string, number>> {
  const confusion = new Map<string, Map<string, number>>();
  for (const { expect, verdict } of results) {
    const given = expect === unclear && verdict.verdict === 'choose' ? unclear : (verdict.guides[0]?.guide ?? outOfScope);
    const row = confusion.get(expect) ?? new Map<string, number>();
    confusion.set(expect, row.set(given, (row.get(given) ?? 0) + 1));
  }
  return confusion;
}

/** The figures and the confusion table in Markdown. */
export function describeEvaluation(evaluation: Evaluation): string {
  const figures = [
    ['right guide first', evaluation.first],
    ['right guide within three', evaluation.withinThree],
    ['out of scope turned away', evaluation.turnedAway],
    ['unclear answered with a choice', evaluation.choose],
    ...[...evaluation.languages].map(([language, first]) => [`right guide first, ${language}`, first] as const),
  ] as const;
  const lines = figures.map(([name, value]) => `- ${name}: ${value.toFixed(1)} %`);
  return [...lines, `- time a message: ${evaluation.milliseconds.toFixed(2)} ms`, '', ...confusionTable(evaluation.confusion)].join('\n');
}

function confusionTable(confusion: Evaluation['confusion']): string[] {
  const rows = [...confusion.keys()].toSorted(byPlace);
  const columns = [...new Set([...rows, ...[...confusion.values()].flatMap((row) => [...row.keys()])])].toSorted(byPlace);
  return [
    `| expected \\ given | ${columns.join(' | ')} |`,
    `| --- | ${columns.map(() => '---:').join(' | ')} |`,
    ...rows.map((row) => `| ${row} | ${columns.map((column) => confusion.get(row)?.get(column) ?? '').join(' | ')} |`),
  ];
}

/** Guides by name, then what is no guide. */
function byPlace(one: string, other: string): number {
  const last = [unclear, outOfScope];
  return last.indexOf(one) - last.indexOf(other) || one.localeCompare(other);
}
