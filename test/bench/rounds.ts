/** All variants in turn, again and again, so that whatever else the machine does meets all of them alike. */
import { median } from './figures.ts';
import { projectFolder } from './folders.ts';
import type { Figures } from './load/plan.ts';
import { type Rig, type RigOptions, startRig } from './rig.ts';
import type { Results } from './targets.ts';
import type { Given, Variant, VariantName } from './variants.ts';

export interface RoundOptions extends RigOptions {
  readonly rounds: number;
  readonly seconds: number;
  /** Seconds of load before the first round. */
  readonly warmUp: number;
  readonly say: (line: string) => void;
}

/** The variant whose latency is measured at half of its maximum load. */
const paced: VariantName = 'stepwise-connector';

/** Starts every variant, warms it up, and measures all in rounds; then one of them at half load. */
export async function measureRounds(
  variants: readonly Variant[],
  given: Given,
  options: RoundOptions,
): Promise<Omit<Results, 'memory' | 'starts' | 'skipped'> & { readonly skipped: Map<string, string> }> {
  const { say, seconds } = options;
  const { rigs, skipped } = await startAll(variants, given, options);
  const rounds = new Map<string, Figures[]>([...rigs.keys()].map((name) => [name, []]));
  for (let round = 1; round <= options.rounds; round += 1) {
    // There and back, so that what changes slowly meets both sides of a ratio alike.
    const inTurn = round % 2 === 1 ? [...rigs] : [...rigs].toReversed();
    for (const [name, rig] of inTurn) {
      try {
        const figures = await rig.measure({ seconds });
        rounds.get(name)?.push(figures);
        say(`round ${round} of ${options.rounds}  ${lineOf(name, figures)}`);
      } catch (error) {
        skip(skipped, name, error, say);
        rounds.delete(name);
        rigs.delete(name);
        await rig.stop();
      }
    }
  }
  const rig = rigs.get(paced);
  const most = median((rounds.get(paced) ?? []).map(({ perSecond }) => perSecond));
  const halfLoad =
    rig === undefined
      ? []
      : await measureHalfLoad(rig, most / 2, options).catch((error: unknown) => {
          skip(skipped, 'half load', error, say);
          return [];
        });
  await Promise.all([...rigs.values()].map((one) => one.stop()));
  const startedIn = new Map([...rigs].map(([name, one]) => [name, one.startedIn]));
  return { rounds, startedIn, skipped, halfLoad };
}

async function measureHalfLoad(rig: Rig, pace: number, { rounds, seconds, say }: RoundOptions): Promise<Figures[]> {
  const times: Figures[] = [];
  while (times.length < rounds) {
    const figures = await rig.measure({ seconds, pace });
    times.push(figures);
    say(`half load  ${lineOf(paced, figures)}`);
  }
  return times;
}

async function startAll(variants: readonly Variant[], given: Given, options: RoundOptions): Promise<{ rigs: Map<string, Rig>; skipped: Map<string, string> }> {
  const rigs = new Map<string, Rig>();
  const skipped = new Map<string, string>();
  for (const variant of variants) {
    const { conversations, connections, warmUp } = options;
    try {
      const rig = await startRig(variant, given, { conversations, connections });
      await warm(rig, warmUp);
      rigs.set(variant.name, rig);
      options.say(`warm: ${variant.name}`);
    } catch (error) {
      skip(skipped, variant.name, error, options.say);
    }
  }
  return { rigs, skipped };
}

/** Notes why something is not measured, in one line without the folder it happened in. */
export function skip(skipped: Map<string, string>, name: string, error: unknown, say: (line: string) => void): void {
  const why = error instanceof Error ? error.message : String(error);
  skipped.set(name, why.replaceAll(projectFolder, '').replaceAll(/\s+/g, ' ').trim().slice(0, 200));
  say(`not run: ${name}: ${why}`);
}

/**
 * Until the compiler has seen enough, also on a machine that is busy with other things. CPU a turn, ours and the SDK's alike,
 * still falls by a fifth between the ten thousandth turn and the twenty thousandth, and no more after that.
 */
async function warm(rig: Rig, seconds: number): Promise<void> {
  let turns = 0;
  for (let times = 0; times < 6 && turns < seconds * 2_000; times += 1) turns += (await rig.measure({ seconds })).turns;
}

function lineOf(name: string, { user, system, perSecond, p99, failures }: Figures): string {
  const figures = `${(user + system).toFixed(3)} ms CPU a turn, ${perSecond.toFixed(0)} turns/s, p99 ${p99.toFixed(1)} ms`;
  return [`${name}: ${figures}`, ...failures].join('; ');
}
