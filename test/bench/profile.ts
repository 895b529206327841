/** One variant under load with the server's CPU profile, and where its time went. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, projectFolder } from './folders.ts';
import type { Figures } from './load/plan.ts';
import { type RigOptions, startRig } from './rig.ts';
import type { Given, Variant } from './variants.ts';

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface Profiled {
  readonly file: string;
  readonly figures: Figures;
  /** Share of the time by package or folder, then by function; most first. */
  readonly places: readonly (readonly [string, number])[];
  readonly functions: readonly (readonly [string, number])[];
}

/** Seconds of load before the measured ones. */
const warmUp = 4;

/** Runs one variant. The file holds the whole life of the server; the shares are those of the measured seconds alone. */
export async function profile(variant: Variant, given: Given, seconds: number, options: RigOptions): Promise<Profiled> {
  const folder = join(cacheFolder, 'profiles', `${variant.name}-${Date.now()}`);
  mkdirSync(folder, { recursive: true });
  const rig = await startRig(variant, given, { ...options, nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  await rig.measure({ seconds: warmUp });
  const figures = await rig.measure({ seconds });
  await rig.stop();
  const [name] = readdirSync(folder).filter((one) => one.endsWith('.cpuprofile'));
  if (name === undefined) throw new Error('The server wrote no profile.');
  const file = join(folder, name);
  return { file, figures, ...shares(JSON.parse(readFileSync(file, 'utf8')) as Profile, seconds) };
}

function shares({ nodes, samples, timeDeltas }: Profile, seconds: number): Pick<Profiled, 'places' | 'functions'> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const places = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  let left = timeDeltas.reduce((total, one) => total + one, 0);
  samples.forEach((sample, index) => {
    const frame = frames.get(sample);
    const time = timeDeltas[index] ?? 0;
    left -= time;
    if (left > seconds * 1_000_000 || frame === undefined || frame.functionName === '(idle)') return;
    busy += time;
    const place = placeOf(frame.url, frame.functionName);
    places.set(place, (places.get(place) ?? 0) + time);
    const name = `${frame.functionName || '(anonymous)'} ${shorten(frame.url)}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + time);
  });
  const most = (times: Map<string, number>) => [...times].map(([name, time]) => [name, time / busy] as const).sort(([, one], [, other]) => other - one);
  return { places: most(places), functions: most(functions) };
}

function placeOf(url: string, functionName: string): string {
  const path = shorten(url);
  if (path === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (path.startsWith('node:')) return path;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return inPackage ?? path.split('/').slice(0, -1).join('/');
}

function shorten(url: string): string {
  return url.replace('file://', '').replace(projectFolder, '');
}
