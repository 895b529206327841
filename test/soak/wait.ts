/** Waiting on what is to happen, never just for time to pass. */

/** Waits until something holds; `false` when it does not within that many milliseconds. */
export async function until(holds: () => boolean | Promise<boolean>, patience: number, every = 20): Promise<boolean> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await pause(every);
  }
  return true;
}

/** A moment of the schedule. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Milliseconds since 1970 with fractions, comparable between the programs of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
