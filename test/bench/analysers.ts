/** What reading costs: each kind of sample again and again, to a megabyte and a half, by all analysers together. */
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Context } from '../../diagnostics/finding.ts';
import { allDropped } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const megabyte = 1024 * 1024;
const length = 1.5 * megabyte;
/** Readings of each text, of which the quickest counts: what else the machine does makes the others slow. */
const readings = 5;

/** Milliseconds of CPU for each megabyte, of every kind: the mean of its samples, and the slowest of them. */
export function analyserTable(): string {
  const context: Context = { book: shippedDesk().library.book, now: Date.parse('2026-06-01T00:00:00Z') };
  const kinds = Map.groupBy(
    allDropped().filter(({ bytes }) => bytes.length > 0 && bytes.length < 100_000),
    ({ folder }) => folder,
  );
  const rows = [...kinds].map(([kind, samples]) => {
    const costs = samples.map(({ name, bytes }) => ({ name, cost: costOf(Buffer.alloc(length, Buffer.concat([bytes, Buffer.from('\n')])), context) }));
    const mean = costs.reduce((sum, { cost }) => sum + cost, 0) / costs.length;
    const [slowest] = costs.toSorted((one, other) => other.cost - one.cost);
    return `| ${kind} | ${mean.toFixed(0)} | ${slowest?.cost.toFixed(0) ?? ''} | ${slowest?.name ?? ''} |`;
  });
  return ['| kind | ms a MB | slowest sample |  |', '| --- | ---: | ---: | --- |', ...rows].join('\n');
}

function costOf(bytes: Buffer, context: Context): number {
  const costs = Array.from({ length: readings }, () => {
    const began = process.cpuUsage();
    const diagnosis = openDiagnosis(analysers, context);
    for (let at = 0; at < bytes.length; at += 64 * 1024) diagnosis.push(bytes.subarray(at, at + 64 * 1024));
    diagnosis.end();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000 / (bytes.length / megabyte);
  });
  return Math.min(...costs);
}
