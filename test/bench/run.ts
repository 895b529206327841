/** `npm run bench`: CPU per turn, throughput, latency and memory, beside other bots on the same machine in the same run. */
import { parseArgs } from 'node:util';
import { startRig, type Rig } from './bench.ts';
import type { Figures } from './load/plan.ts';
import { profile } from './profile.ts';
import { projectFolder } from './server.ts';
import { variantTable } from './tables.ts';
import { variants, type Variant } from './variants.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    profile: { type: 'string' },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    conversations: { type: 'string', default: '500' },
    connections: { type: 'string', default: '16' },
  },
});
const options = { conversations: Number(values.conversations), connections: Number(values.connections) };
const rounds = Number(values.rounds ?? (values.quick ? 2 : 4));
const seconds = Number(values.seconds ?? (values.quick ? 1.5 : 4));

if (values.profile === undefined) await measureAll(chosen(values.only));
else await profileOne(chosen([values.profile]), Number(values.seconds ?? 10));

function chosen(names: readonly string[] | undefined): readonly Variant[] {
  const found = variants.filter(({ name }) => names === undefined || names.includes(name));
  if (names !== undefined && found.length < names.length) throw new Error(`There are these variants: ${variants.map(({ name }) => name).join(', ')}`);
  return found;
}

async function measureAll(some: readonly Variant[]): Promise<void> {
  const rigs: Rig[] = [];
  for (const variant of some) {
    const rig = await startRig(variant, options);
    await rig.measure({ seconds: values.quick ? 1 : 3 });
    rigs.push(rig);
    say(`warm: ${variant.name}`);
  }
  const measured = new Map<Variant, Figures[]>(some.map((variant) => [variant, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const rig of rigs) {
      const figures = await rig.measure({ seconds });
      measured.get(rig.variant)?.push(figures);
      say(`round ${round} ${rig.variant.name}: ${(figures.user + figures.system).toFixed(3)} ms a turn, ${figures.perSecond.toFixed(0)} turns/s`);
    }
  }
  say(variantTable([...measured].map(([variant, figures]) => ({ title: variant.title, figures }))));
  await Promise.all(rigs.map((rig) => rig.stop()));
}

async function profileOne([variant]: readonly Variant[], duration: number): Promise<void> {
  if (variant === undefined) return;
  const { file, figures, places, functions } = await profile(variant, duration, options);
  const lines = (shares: readonly (readonly [string, number])[], count: number) =>
    shares
      .slice(0, count)
      .map(
        ([name, share]) => `${(share * 100).toFixed(1).padStart(6)} %  ${((figures.user + figures.system) * share * 1000).toFixed(1).padStart(6)} us  ${name}`,
      );
  say(variantTable([{ title: variant.title, figures: [figures] }]));
  say(['By place, share of busy time', ...lines(places, 40), '', 'By function, its own time', ...lines(functions, 60)].join('\n'));
  say(`\nWaiting for the disk counts as busy here. The profile is ${file.replace(projectFolder, '')}; open it in Chrome's DevTools or VS Code.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
