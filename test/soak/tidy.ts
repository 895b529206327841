/** Everything that a run leaves outside itself: programs, folders, mounts. All of it is gone when the run ends, however it ends. */
import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = new Set<ChildProcess>();
const folders = new Set<string>();
const mounts = new Set<string>();

/** Ends the program with the run, unless it has ended before. */
export function endWithRun(program: ChildProcess): ChildProcess {
  programs.add(program);
  program.once('exit', () => programs.delete(program));
  return program;
}

/** A folder that nobody else uses. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-soak-'));
  folders.add(folder);
  return folder;
}

/** A small disk in memory, or why there is none. */
export function newDisk(size: string): { folder: string } | { impossible: string } {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return { impossible: 'cannot mount' };
  }
  mounts.add(folder);
  return { folder };
}

function tidyUp(): void {
  for (const program of programs) program.kill('SIGKILL');
  for (const folder of mounts) {
    try {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
    } catch (error) {
      process.stderr.write(`The small disk at ${folder} could not be unmounted: ${String(error)}\n`);
    }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Tidies up at the end of the process, on Ctrl-C and after an error that nobody caught; `first` what takes time. */
export function tidyUpAtExit(first: () => Promise<void>): void {
  process.once('exit', tidyUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void first().finally(() => process.exit(130)));
}
