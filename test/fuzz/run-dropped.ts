/** `npm run fuzz -- --dropped --seed N --count N`: spoiled things to drop in, read without a service. */
import { fuzzDropped } from './fuzz-dropped.ts';

/** Prints the table and what failed; whether all went well. */
export function runDropped(seed: number, count: number): boolean {
  const began = Date.now();
  const { failures, table } = fuzzDropped(seed, count);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${table}\nseed ${seed}, ${count} inputs in ${seconds} s\n`);
  process.stdout.write(failures.length === 0 ? 'passed\n' : `FAILED ${failures.length} times:\n${failures.slice(0, 20).join('\n')}\n`);
  return failures.length === 0;
}
