/** What processes used so far, from Linux's /proc. */
import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const tick = 10;

export interface Cpu {
  /** Milliseconds. */
  readonly user: number;
  readonly system: number;
}

/** CPU time of processes with all their threads. */
export function cpuOf(pids: readonly number[]): Cpu {
  const times = pids.map((pid) => {
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return { user: user * tick, system: system * tick };
  });
  return { user: sum(times.map(({ user }) => user)), system: sum(times.map(({ system }) => system)) };
}

/** Resident memory of processes, in bytes. */
export function residentOf(pids: readonly number[]): number {
  return sum(pids.map((pid) => 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
