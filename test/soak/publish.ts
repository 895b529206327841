/** What was run, on what, and what came of it, as a page. */
import { cpus, release, totalmem } from 'node:os';
import type { Figure } from './figures.ts';
import type { Length } from './scenario.ts';

export interface Result {
  readonly seed: number;
  readonly name: string;
  readonly title: string;
  /** Where the service ran, in words. */
  readonly store: string;
  readonly outcome: 'passed' | 'FAILED' | 'not run';
  readonly reason: string;
  readonly seconds: number;
  /** A short name of the schedule: the same for the same seed. */
  readonly schedule: string;
  readonly figures: readonly Figure[];
}

const lengths = { short: 'short form (as `npm test` runs it)', full: 'full form', long: 'long form' } as const;

/** The page `test/RELIABILITY.md`. */
export function reliabilityPage(results: readonly Result[], length: Length, date: Date): string {
  const seeds = [...new Set(results.map((one) => one.seed))];
  const groups = [...Map.groupBy(results, (one) => `${one.name} on ${one.store}`).values()];
  const failed = results.filter((one) => one.outcome === 'FAILED').length;
  return [
    '# Reliability',
    '',
    'Faults on purpose, and what came of them. The service runs as in production, in processes of its own; people and a Bot',
    'Connector of our own run in others. A seed decides who says what and when, and which fault comes when. What was',
    'acknowledged, what people were shown, and what is stored at the end are recorded, and a checker judges by nothing else.',
    '',
    `Run again: \`npm run soak -- ${seeds.map((seed) => `--seed ${seed}`).join(' ')}${length === 'full' ? '' : ` --${length}`}\``,
    '',
    '| | |',
    '| --- | --- |',
    `| date | ${date.toISOString().slice(0, 10)} |`,
    `| machine | ${machine()} |`,
    `| Node.js | ${process.version} |`,
    `| form | ${lengths[length]} |`,
    `| seeds | ${seeds.join(', ')} |`,
    `| outcome | ${failed === 0 ? 'all that could be run passed' : `${failed} failed`} |`,
    '',
    '## Scenarios',
    '',
    `| scenario | what happens | store | ${seeds.map((seed) => `seed ${seed}`).join(' | ')} |`,
    `| --- | --- | --- | ${seeds.map(() => '---').join(' | ')} |`,
    ...groups.map((some) => `| ${some[0]!.name} | ${some[0]!.title} | ${some[0]!.store} | ${seeds.map((seed) => outcomeOf(some, seed)).join(' | ')} |`),
    '',
    '## Figures',
    '',
    'What is asked for stands in the second column; a figure without it is only told.',
    ...groups.flatMap((some) => figuresOf(some, seeds)),
    '',
  ].join('\n');
}

function machine(): string {
  const all = cpus();
  return `${all[0]?.model.trim() ?? 'unknown'}, ${all.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release().split('-')[0]}`;
}

function outcomeOf(some: readonly Result[], seed: number): string {
  const one = some.find((result) => result.seed === seed);
  if (one === undefined) return '';
  return one.outcome === 'not run' ? `not run: ${cell(one.reason)}` : `${one.outcome}, ${one.seconds.toFixed(0)} s`;
}

function figuresOf(some: readonly Result[], seeds: readonly number[]): string[] {
  const names = [...new Set(some.flatMap((one) => one.figures.map(({ name }) => name)))];
  if (names.length === 0) return [];
  const find = (seed: number, name: string): Figure | undefined => some.find((one) => one.seed === seed)?.figures.find((figure) => figure.name === name);
  const rows = names.map((name) => {
    const asked = seeds.map((seed) => find(seed, name)?.asked).find((text) => text !== undefined) ?? '';
    const values = seeds.map((seed) => {
      const figure = find(seed, name);
      return figure === undefined ? '' : figure.holds ? cell(figure.value) : `**${cell(figure.value)}**`;
    });
    return `| ${cell(name)} | ${asked} | ${values.join(' | ')} |`;
  });
  const head = [`| figure | asked | ${seeds.map((seed) => `seed ${seed}`).join(' | ')} |`, `| --- | --- | ${seeds.map(() => '---:').join(' | ')} |`];
  const schedules = seeds.map((seed) => some.find((one) => one.seed === seed)?.schedule ?? '').join(', ');
  return ['', `### ${some[0]!.name}, ${some[0]!.store}`, '', `Schedules: ${schedules}`, '', ...head, ...rows];
}

function cell(text: string): string {
  return (text.split('\n')[0] ?? '').replaceAll('|', '/');
}
