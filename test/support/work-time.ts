/** How long something works, whatever else the machine does meanwhile. */

/** Milliseconds of work of this process, all threads together. */
export function workTime(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
