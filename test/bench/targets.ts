/** What the bench holds Stepwise to. */
import { ratios, type Spread, spreadOf } from './figures.ts';
import type { Figures } from './load/plan.ts';
import type { Held } from './memory.ts';
import type { VariantName } from './variants.ts';

/** Everything that was measured in a run. */
export interface Results {
  /** One for each round. Variants that were not run are not in it. */
  readonly rounds: ReadonlyMap<string, readonly Figures[]>;
  /** Milliseconds until a variant's server listened. */
  readonly startedIn: ReadonlyMap<string, number>;
  /** Why variants, `half load`, `memory` or `start` were not run. */
  readonly skipped: ReadonlyMap<string, string>;
  /** At half of the most turns a second; one for each time. */
  readonly halfLoad: readonly Figures[];
  readonly memory: Held | undefined;
  /** Milliseconds from `npm start` to the first answer. */
  readonly starts: readonly number[];
}

export interface Outcome {
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  /** Digits after the point. */
  readonly digits: number;
  /** Why it was not measured, or what was. */
  readonly measured: Spread | string;
}

/** Each target with what was measured. */
export function outcomesOf(results: Results): Outcome[] {
  const cpu = (what: string, one: VariantName, other: VariantName, most: number): Outcome => ({
    what,
    most,
    unit: '',
    digits: 2,
    measured: cpuRatio(results, one, other),
  });
  const held = results.memory;
  return [
    cpu('CPU per full durable turn over the connector \u00F7 SDK\u2019s stateless echo', 'stepwise-connector', 'sdk-echo', 0.5),
    cpu('\u00F7 SDK\u2019s waterfall dialog with memory state', 'stepwise-connector', 'sdk-waterfall', 0.3),
    cpu('\u00F7 echo of `@microsoft/agents-hosting`', 'stepwise-connector', 'agents-echo', 0.55),
    cpu('\u00F7 echo of `@microsoft/teams.apps`', 'stepwise-connector', 'teams-echo', 0.55),
    cpu('CPU per turn over Direct Line \u00F7 SDK\u2019s stateless echo', 'stepwise-direct-line', 'sdk-echo', 0.25),
    cpu('CPU per turn over the connector \u00F7 bare server that posts an answer', 'stepwise-connector', 'floor', 2.7),
    {
      what: 'p99 latency at half of the maximum load',
      most: 20,
      unit: ' ms',
      digits: 1,
      measured: given(
        results,
        'stepwise-connector',
        results.halfLoad.map(({ p99 }) => p99),
      ),
    },
    cpu('CPU per turn with 100,000 stored conversations \u00F7 with 100', 'stored-many', 'stored-few', 1.1),
    cpu('CPU per turn with 1,000 guides \u00F7 with 10', 'guides-many', 'guides-few', 1.1),
    {
      what: `memory with ${thousands(held?.conversations ?? 10_000)} open conversations and ${thousands(held?.streams ?? 2_000)} open streams`,
      most: 300,
      unit: ' MB',
      digits: 0,
      measured: given(results, 'memory', held === undefined ? [] : [held.resident / 2 ** 20]),
    },
    {
      what: 'from `npm start` to the first answer',
      most: 1.5,
      unit: ' s',
      digits: 2,
      measured: given(
        results,
        'start',
        results.starts.map((time) => time / 1000),
      ),
    },
  ];
}

/** Whether a target is met by the median; `undefined` when it was not measured. */
export function isMet({ measured, most }: Outcome): boolean | undefined {
  return typeof measured === 'string' ? undefined : measured.median <= most;
}

/** Round by round, because what slowed one variant down slowed the other too. */
function cpuRatio({ rounds, skipped }: Results, one: VariantName, other: VariantName): Spread | string {
  const [upper, lower] = [one, other].map((name) => rounds.get(name)?.map(({ user, system }) => user + system));
  if (upper !== undefined && lower !== undefined) return spreadOf(ratios(upper, lower));
  const missing = upper === undefined ? one : other;
  return skipped.get(missing) ?? `${missing} was not chosen`;
}

function given({ skipped }: Results, name: string, values: readonly number[]): Spread | string {
  return values.length > 0 ? spreadOf(values) : (skipped.get(name) ?? `${name} was not chosen`);
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
