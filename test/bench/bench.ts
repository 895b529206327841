/** A variant at work: its server and its load, both running, to be measured again and again. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figures, Measurement, Order, Plan, Report } from './load/plan.ts';
import { type RunningServer, startServer } from './server.ts';
import type { Variant } from './variants.ts';

export interface Rig {
  readonly variant: Variant;
  measure(measurement: Measurement): Promise<Figures>;
  stop(): Promise<void>;
}

export interface RigOptions {
  readonly conversations: number;
  readonly connections: number;
  /** Arguments of node for the server, such as a profiler. */
  readonly nodeArgs?: readonly string[];
}

/** Starts the server and its load. */
export async function startRig(variant: Variant, { conversations, connections, nodeArgs = [] }: RigOptions): Promise<Rig> {
  const program = variant.program();
  const server = await startServer({ ...program, args: [...nodeArgs, ...program.args] });
  const load = fork(new URL('load/load.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { way, walk } = variant;
  const plan: Plan = { way, walk, servers: [{ port: server.port, pid: server.pid }], conversations, connections };
  await ask(load, { do: 'open', plan });
  return {
    variant,
    measure: async (measurement) => {
      const report = await ask(load, { do: 'measure', ...measurement });
      if (report.kind !== 'measured') throw new Error('The load measured nothing.');
      return report.figures;
    },
    stop: () => stopBoth(server, load),
  };
}

async function ask(load: ChildProcess, order: Order): Promise<Report> {
  load.send(order);
  const [report] = (await Promise.race([once(load, 'message'), once(load, 'exit').then(() => [{ kind: 'failed', why: 'The load ended.' }])])) as [Report];
  if (report.kind === 'failed') throw new Error(report.why);
  return report;
}

async function stopBoth(server: RunningServer, load: ChildProcess): Promise<void> {
  load.disconnect();
  await server.stop();
}
