/** How long something works, whatever else the machine does meanwhile. */

/** Milliseconds of work of this process, all threads together. */
export function workTime(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** Milliseconds of the same piece of work on a machine with nothing else to do: 2 cores of AMD EPYC, Node 24. */
const usual = 6.5;
const lines = '2010-12-08 10:15:02 POST /Microsoft-Server-ActiveSync/default.eas User=kim&DeviceId=ABC 443 200 0 0\n'.repeat(20_000);

/** How many times slower than usual this machine is at the moment; 1 at least. Limits in milliseconds are multiplied by it. */
export function slowness(): number {
  const times = Array.from({ length: 5 }, () =>
    workTime(() => void lines.split('\n').filter((line) => line.split(' ').length > 3 && /DeviceId=(\w+)/.test(line))),
  );
  return Math.max(1, Math.min(...times) / usual);
}
