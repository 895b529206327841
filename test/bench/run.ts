/** `npm run bench`: what a turn costs, beside other bots on the same machine in the same run. See `--help`. */
import { parseArgs } from 'node:util';
import { analyserTable } from './analysers.ts';
import { openPostgres } from './databases.ts';
import { projectFolder } from './folders.ts';
import { measureMemory } from './memory.ts';
import { profile } from './profile.ts';
import { publish } from './publish.ts';
import { measureRounds, skip } from './rounds.ts';
import { measureStarts } from './start-up.ts';
import { type Measured, targetTable, variantTable } from './tables.ts';
import { isMet, outcomesOf, type Results } from './targets.ts';
import { type Given, type Variant, variants } from './variants.ts';

const help = `npm run bench -- [OPTIONS]

  --quick              a short run, to see that it works
  --only NAME          this variant alone; may be given again. Also: memory, start
  --rounds N           rounds in which all variants take turns
  --seconds N          seconds of each measurement
  --warm-up N          seconds that each server is warmed up, at least
  --conversations N    conversations that speak (500)
  --connections N      connections that they share (16)
  --publish            writes test/BENCHMARKS.md
  --analysers          only what it costs to read what is dropped in
  --profile NAME       runs one variant with the server's CPU profile, and says where its time went

BENCH_DATABASE_URL names a PostgreSQL to use; else a throw-away one is started.

Variants: ${variants.map(({ name }) => name).join(', ')}
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
    analysers: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    profile: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'warm-up': { type: 'string' },
    conversations: { type: 'string', default: '500' },
    connections: { type: 'string', default: '16' },
  },
});
const { quick } = values;
const size = { conversations: Number(values.conversations), connections: Number(values.connections) };
const special = ['memory', 'start'];

if (values.help) say(help);
else if (values.analysers) say(analyserTable());
else if (values.profile === undefined) await measureAll();
else await profileOne(values.profile);
process.exit();

async function measureAll(): Promise<void> {
  if (quick && values.publish) throw new Error('A short run is not worth publishing: leave out --quick.');
  const chosen = variants.filter(({ name }) => isChosen(name));
  const how = { rounds: Number(values.rounds ?? (quick ? 2 : 8)), seconds: Number(values.seconds ?? (quick ? 1.5 : 2.5)) };
  const given = await openGiven(chosen);
  try {
    const results = await measure(chosen, given, how);
    const outcomes = outcomesOf(results);
    const targets = targetTable(outcomes);
    const table = variantTable(chosen.map((variant) => measuredOf(variant, results)));
    say(`\n${table}\n\n${targets}`);
    if (quick) say('\nA short run: fewer stored conversations, and too little time for figures to rely on.');
    for (const failure of results.memory?.failures ?? []) say(`memory: ${failure}`);
    if (values.publish) publish(targets, table, how);
    if (outcomes.some((outcome) => isMet(outcome) === false)) process.exitCode = 1;
  } finally {
    await given.postgres?.stop();
  }
}

async function measure(chosen: readonly Variant[], given: Given, how: { rounds: number; seconds: number }): Promise<Results> {
  const measured = await measureRounds(chosen, given, { ...size, ...how, warmUp: quick ? 1.5 : Number(values['warm-up'] ?? 10), say });
  const attempt = async <Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> => {
    if (!isChosen(name)) return undefined;
    return work().catch((error: unknown) => void skip(measured.skipped, name, error, say));
  };
  const memory = await attempt('memory', () => measureMemory(variantOf('stepwise-direct-line'), given, memorySize()));
  const starts = (await attempt('start', () => measureStarts(quick ? 2 : 5))) ?? [];
  return { ...measured, memory, starts };
}

function measuredOf({ name, title }: Variant, { rounds, skipped, startedIn }: Results): Measured {
  return { title, figures: rounds.get(name) ?? skipped.get(name) ?? 'not chosen', startedIn: startedIn.get(name) };
}

function memorySize(): { conversations: number; streams: number } {
  return quick ? { conversations: 1_000, streams: 200 } : { conversations: 10_000, streams: 2_000 };
}

async function openGiven(chosen: readonly Variant[]): Promise<Given> {
  const needsPostgres = chosen.some((variant) => variant.needsPostgres === true);
  return { quick, postgres: needsPostgres ? await openPostgres() : undefined };
}

function isChosen(name: string): boolean {
  for (const one of values.only ?? []) if (!special.includes(one)) variantOf(one);
  return values.only?.includes(name) ?? true;
}

function variantOf(name: string): Variant {
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`There is no variant "${name}". There are: ${[...variants.map((one) => one.name), ...special].join(', ')}`);
  return found;
}

async function profileOne(name: string): Promise<void> {
  const variant = variantOf(name);
  const given = await openGiven([variant]);
  const { file, figures, places, functions } = await profile(variant, given, Number(values.seconds ?? 10), size);
  const cpu = (figures.user + figures.system) * 1000;
  const lines = (shares: readonly (readonly [string, number])[], count: number): string[] =>
    shares.slice(0, count).map(([what, share]) => `${(share * 100).toFixed(1).padStart(6)} %  ${(cpu * share).toFixed(1).padStart(6)} \u00B5s  ${what}`);
  say(variantTable([{ title: variant.title, figures: [figures] }]));
  say(['\nBy place, share of busy time', ...lines(places, 40), '\nBy function, its own time', ...lines(functions, 60)].join('\n'));
  say(`\nWaiting for the disk counts as busy here. The profile is ${file.replace(projectFolder, '')}; open it in Chrome's DevTools or VS Code.`);
  await given.postgres?.stop();
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
