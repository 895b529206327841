/** Whatever the bench starts ends with it, however it ends. */
import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

/** Ends a process with the bench. */
export function keepWithUs(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
