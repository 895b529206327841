/** `npm run soak`: faults on purpose, with a seed, and what came of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, usage, type Wanted } from './arguments.ts';
import { NotPossible, type StoreKind, stopServers } from './deployment.ts';
import { Figures } from './figures.ts';
import { reliabilityPage, type Result } from './publish.ts';
import { House } from './house.ts';
import { randomFrom } from './random.ts';
import { type Length, printOfSchedule, type Scenario } from './scenario.ts';
import { burst } from './scenarios/burst.ts';
import { clock } from './scenarios/clock.ts';
import { connectorFaults } from './scenarios/connector-faults.ts';
import { databaseCut } from './scenarios/database-cut.ts';
import { wholeDay } from './scenarios/day.ts';
import { floods } from './scenarios/floods.ts';
import { kill } from './scenarios/kill.ts';
import { redelivery } from './scenarios/redelivery.ts';
import { storageFaults } from './scenarios/storage-faults.ts';
import { terminate } from './scenarios/terminate.ts';
import { upgrade } from './scenarios/upgrade.ts';
import { tidyUpAtExit } from './tidy.ts';

const scenarios: readonly Scenario[] = [redelivery, burst, kill, connectorFaults, storageFaults, clock, wholeDay, upgrade, terminate, databaseCut, floods];

const storeNames = { sqlite: 'SQLite', postgres: 'PostgreSQL, 3 processes' } as const;

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Task {
  readonly scenario: Scenario;
  readonly store: StoreKind;
  readonly seed: number;
}

async function runOne({ scenario, store, seed }: Task, house: House, length: Length, say: (line: string) => void): Promise<Result> {
  say(`\n--- ${scenario.name} (${storeNames[store]}): ${scenario.title}`);
  const began = performance.now();
  const figures = new Figures(say);
  const schedules: unknown[] = [];
  const random = randomFrom(seed, scenario.name);
  let reason = '';
  let outcome: Result['outcome'] = 'passed';
  try {
    await inTime(scenario.run({ random, length, store, figures, house, scheduled: (schedule) => void schedules.push(schedule) }), length);
    if (!figures.passed) outcome = 'FAILED';
  } catch (error) {
    await house.end();
    outcome = error instanceof NotPossible ? 'not run' : 'FAILED';
    reason = error instanceof Error ? error.message : String(error);
    say(`      ${error instanceof NotPossible ? `not run: ${reason}` : (error instanceof Error && error.stack) || reason}`);
  }
  const seconds = (performance.now() - began) / 1000;
  const schedule = printOfSchedule(schedules);
  say(`--- ${scenario.name}: ${outcome} in ${seconds.toFixed(1)} s, schedule ${schedule}`);
  return { seed, name: scenario.name, title: scenario.title, store: storeNames[store], outcome, reason, seconds, schedule, figures: figures.all };
}

/** Minutes after which a scenario that hangs has failed. */
const patience = { short: 5, full: 40, long: 240 } as const;

async function inTime(work: Promise<void>, length: Length): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${patience[length]} minutes.`)), patience[length] * 60_000);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** One scenario after the other, in one house. What each says is told at its end where two lanes would talk at once. */
async function runLane(tasks: readonly Task[], length: Length, isAlone: boolean): Promise<Result[]> {
  const [first] = tasks;
  if (first === undefined) return [];
  const house = new House(first.store, length === 'short');
  const results: Result[] = [];
  try {
    for (const task of tasks) {
      const lines: string[] = [];
      results.push(await runOne(task, house, length, isAlone ? write : (line) => void lines.push(line)));
      if (!isAlone) write(lines.join('\n'));
    }
  } finally {
    await house.end();
  }
  return results;
}

/** Both stores side by side in the short form, which often waits; one after the other where the figures are published. */
async function runAll(tasks: readonly Task[], length: Length): Promise<Result[]> {
  const lanes = (['sqlite', 'postgres'] as const).map((store) => tasks.filter((one) => one.store === store)).filter((lane) => lane.length > 0);
  if (length === 'short') return (await Promise.all(lanes.map((lane) => runLane(lane, length, lanes.length === 1)))).flat();
  const results: Result[] = [];
  for (const lane of lanes) results.push(...(await runLane(lane, length, true)));
  return results;
}

function wantedRuns({ only, stores }: Wanted): Omit<Task, 'seed'>[] {
  const kinds = (['sqlite', 'postgres'] as const).filter((store) => stores.length === 0 || stores.includes(store));
  const all = kinds.flatMap((store) => scenarios.filter((one) => one.stores.includes(store)).map((scenario) => ({ scenario, store })));
  if (only.length === 0) return all;
  return all.filter(({ scenario, store }) => only.includes(scenario.name) || (store === 'postgres' && only.includes('many-machines')));
}

function table(results: readonly Result[]): string {
  const rows = results.map(({ seed, name, store, outcome, seconds, reason }) => [
    String(seed),
    name,
    store,
    outcome,
    `${seconds.toFixed(1)} s`,
    reason.split('\n')[0] ?? '',
  ]);
  const all = [['seed', 'scenario', 'store', 'outcome', 'time', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2), () => Math.floor(Math.random() * 1_000_000));
  if (wanted.list) {
    for (const { name, title, stores } of scenarios) write(`${name.padEnd(20)} ${title} (${stores.join(', ')})`);
    return 0;
  }
  const runs = wantedRuns(wanted);
  if (runs.length === 0) throw new TypeError(`There is no scenario "${wanted.only.join(', ')}" on that store.`);
  tidyUpAtExit(stopServers);
  const results: Result[] = [];
  for (const seed of wanted.seeds) {
    write(`Seed ${seed}, ${wanted.length} form. Again with: npm run soak -- --seed ${seed}${wanted.length === 'full' ? '' : ` --${wanted.length}`}`);
    results.push(
      ...(await runAll(
        runs.map((one) => ({ ...one, seed })),
        wanted.length,
      )),
    );
  }
  await stopServers();
  write(`\n${table(results)}`);
  if (wanted.publish) writeFileSync(join(import.meta.dirname, '../RELIABILITY.md'), reliabilityPage(results, wanted.length, new Date()));
  return results.some((one) => one.outcome === 'FAILED') ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exit(2);
}
