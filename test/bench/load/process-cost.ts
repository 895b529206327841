/** What processes used so far, from Linux's /proc. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const tick = 10;

export interface Cpu {
  /** Milliseconds. */
  readonly user: number;
  readonly system: number;
}

interface Process {
  readonly name: string;
  readonly parent: number;
  readonly cpu: Cpu;
}

function read(pid: number): Process {
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const fields = rest.split(' ').map(Number);
  return { name, parent: fields[1] ?? 0, cpu: { user: (fields[11] ?? 0) * tick, system: (fields[12] ?? 0) * tick } };
}

/** CPU time of processes with all their threads. @throws Error when one of them ended. */
export function cpuOf(pids: readonly number[]): Cpu {
  const ended = pids.find((pid) => !existsSync(`/proc/${pid}`));
  if (ended !== undefined) throw new Error('A server ended while it was measured.');
  const times = pids.map((pid) => read(pid).cpu);
  return { user: sum(times.map(({ user }) => user)), system: sum(times.map(({ system }) => system)) };
}

/** Resident memory of processes, in bytes. */
export function residentOf(pids: readonly number[]): number {
  return sum(pids.map((pid) => 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Milliseconds of CPU of each process of that name below one, by its id. Such processes come and go. */
export function cpuBelow(ancestor: number, name: string): Map<number, number> {
  const all = new Map<number, Process>();
  for (const entry of readdirSync('/proc')) if (/^\d+$/.test(entry)) readInto(all, Number(entry));
  const isBelow = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return parent === ancestor || (parent > 1 && isBelow(parent));
  };
  return new Map([...all].flatMap(([pid, one]) => (one.name === name && isBelow(pid) ? [[pid, one.cpu.user + one.cpu.system]] : [])));
}

/** What all used between two looks; of those that ended meanwhile nothing is known. */
export function cpuBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return sum([...after].map(([pid, cpu]) => cpu - (before.get(pid) ?? 0)));
}

function readInto(all: Map<number, Process>, pid: number): void {
  try {
    all.set(pid, read(pid));
  } catch (error) {
    // It ended meanwhile.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))) throw error;
  }
}
