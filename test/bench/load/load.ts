/** The load: a process of its own, that opens conversations and measures when it is told to. */
import { percentile } from '../figures.ts';
import { openConnectorChannel } from './channel.ts';
import { Crowd } from './crowd.ts';
import { openDirectLine } from './direct-line.ts';
import type { Figures, Measurement, Order, Plan, Report } from './plan.ts';
import { cpuBelow, cpuBetween, cpuOf, residentOf } from './process-cost.ts';

/** Milliseconds of load before each measurement, so that none begins in the middle of nothing. */
const leadIn = 500;

let opened: { readonly crowd: Crowd; readonly plan: Plan } | undefined;

process.on('message', (order: Order) => {
  follow(order).then(report, (error: unknown) => report({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }));
});
process.on('disconnect', () => process.exit(0));

async function follow(order: Order): Promise<Report> {
  if (order.do === 'open') {
    const { plan } = order;
    const crowd = new Crowd(plan.way === 'direct-line' ? openDirectLine(plan) : await openConnectorChannel(plan), plan);
    await crowd.open();
    opened = { crowd, plan };
    return { kind: 'opened' };
  }
  if (opened === undefined) throw new Error('Nothing is open yet.');
  const { crowd, plan } = opened;
  if (order.do === 'measure') return { kind: 'measured', figures: await measure(crowd, plan, order) };
  await crowd.speakOnce();
  return { kind: 'spoken', failures: failuresOf(crowd) };
}

async function measure(crowd: Crowd, { servers, usesPostgres }: Plan, { seconds, pace }: Measurement): Promise<Figures> {
  const pids = servers.map(({ pid }) => pid);
  let isOver = false;
  const speaking = pace === undefined ? crowd.speak(() => isOver) : crowd.speakPaced(pace, () => isOver);
  await pause(leadIn);
  const database = (): Map<number, number> => (usesPostgres === true ? cpuBelow(process.ppid, 'postgres') : new Map<number, number>());
  crowd.latencies = [];
  const began = performance.now();
  const before = cpuOf(pids);
  const databaseBefore = database();
  await pause(seconds * 1000);
  const after = cpuOf(pids);
  const databaseAfter = database();
  const lasted = (performance.now() - began) / 1000;
  const { latencies } = crowd;
  crowd.latencies = [];
  isOver = true;
  await speaking;
  const turns = latencies.length;
  return {
    turns,
    perSecond: turns / lasted,
    user: (after.user - before.user) / turns,
    system: (after.system - before.system) / turns,
    database: cpuBetween(databaseBefore, databaseAfter) / turns,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    resident: residentOf(pids),
    failures: failuresOf(crowd),
  };
}

/** What went wrong since this was asked last. */
function failuresOf(crowd: Crowd): string[] {
  const failures = [...crowd.failures].map(([why, times]) => `${times}\u00D7 ${why}`);
  crowd.failures.clear();
  return failures;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function report(message: Report): void {
  process.send?.(message);
}
