/** A variant at work: its servers and its load, all running, to be measured again and again. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { keepWithUs } from './children.ts';
import { install } from './install.ts';
import type { Figures, Measurement, Order, Plan, Report } from './load/plan.ts';
import { type Program, type RunningServer, startServer } from './server.ts';
import type { Given, Variant } from './variants.ts';

export interface Rig {
  readonly pids: readonly number[];
  /** Milliseconds until the first of its servers listened. */
  readonly startedIn: number;
  measure(measurement: Measurement): Promise<Figures>;
  /** Lets each person say one thing; gives what went wrong. */
  speakOnce(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface RigOptions {
  readonly conversations: number;
  readonly connections: number;
  readonly streams?: number;
  /** Arguments of node for the servers, such as a profiler. */
  readonly nodeArgs?: readonly string[];
}

/**
 * Starts the servers and their load.
 * @throws Error with the reason when something that the variant needs is not there.
 */
export async function startRig(variant: Variant, given: Given, { nodeArgs = [], ...size }: RigOptions): Promise<Rig> {
  const missing = variant.packages && (await install(variant.packages));
  if (missing !== undefined) throw new Error(missing);
  if (variant.needsPostgres === true && given.postgres === undefined) throw new Error('no PostgreSQL');
  const programs = await variant.prepare(given);
  const servers: RunningServer[] = [];
  try {
    for (const program of programs) servers.push(await startServer(withArgs(program, nodeArgs)));
    const { way, walk, symptoms } = variant;
    return await startLoad(servers, {
      way,
      walk,
      symptoms,
      usesPostgres: variant.needsPostgres,
      ...size,
      servers: servers.map(({ port, pid }) => ({ port, pid })),
    });
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    throw error;
  }
}

function withArgs(program: Program, more: readonly string[]): Program {
  return { ...program, args: [...more, ...program.args] };
}

async function startLoad(servers: readonly RunningServer[], plan: Plan): Promise<Rig> {
  const load = fork(new URL('load/load.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  keepWithUs(load);
  const ended = once(load, 'exit').then((): [Report] => [{ kind: 'failed', why: 'The load ended.' }]);
  const ask = async (order: Order): Promise<Report> => {
    load.send(order);
    const [report] = (await Promise.race([once(load, 'message'), ended])) as [Report];
    if (report.kind === 'failed') throw new Error(report.why);
    return report;
  };
  await ask({ do: 'open', plan });
  return {
    pids: servers.map(({ pid }) => pid),
    startedIn: servers[0]?.startedIn ?? Number.NaN,
    measure: async (measurement) => {
      const report = await ask({ do: 'measure', ...measurement });
      if (report.kind !== 'measured') throw new Error('The load measured nothing.');
      return report.figures;
    },
    speakOnce: async () => {
      const report = await ask({ do: 'speak-once' });
      return report.kind === 'spoken' ? report.failures : ['Nobody spoke.'];
    },
    stop: async () => {
      load.disconnect();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
