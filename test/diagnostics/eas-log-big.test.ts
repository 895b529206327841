/** Big logs: memory that does not grow with them, and speed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { easLogAnalyser } from '../../diagnostics/eas-log/eas-log-analyser.ts';
import type { Analyser } from '../../diagnostics/finding.ts';
import { iisLogAnalyser } from '../../diagnostics/iis-log/iis-log-analyser.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const context = { book: shippedDesk().library.book, now: 0 };
const folder = join(import.meta.dirname, '../fixtures/dropped');

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** The least of three looks: what earlier tests of this process left behind takes a moment to go. */
async function heap(): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 3; look += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (typeof collectGarbage === 'function') collectGarbage();
    looks.push(process.memoryUsage().heapUsed);
  }
  return Math.min(...looks);
}

/** Reads a log of so many characters, made of one entry's lines again and again, in blocks as a file is read. */
async function readBig(analyser: Analyser, unit: string, characters: number): Promise<{ held: number; perSecond: number }> {
  const reading = analyser.open(context);
  const before = await heap();
  // Time of the processor: other work on the machine does not count.
  const start = process.cpuUsage();
  const bytes = Buffer.from(unit.repeat(Math.ceil(65_536 / unit.length)));
  for (let read = 0; read < characters; read += bytes.length) {
    for (const line of bytes.toString().split('\n')) reading.line(line);
  }
  const seconds = process.cpuUsage(start).user / 1e6;
  const held = (await heap()) - before;
  reading.end();
  return { held, perSecond: characters / seconds };
}

test.each<[string, Analyser, string]>([
  ['a mailbox log', easLogAnalyser, 'eas-log/2019-all-well.txt'],
  ['a mailbox log of faults', easLogAnalyser, 'eas-log/2010-policy-refused-by-phone.txt'],
  ['a web log', iisLogAnalyser, 'iis-log/2010-not-provisioned-inside.log'],
])(
  '%s of 50 MB takes no more memory than one of 5 MB, and more than 2 MB a second are read',
  async (_, analyser, name) => {
    const unit = readFileSync(join(folder, name), 'utf8');
    const small = await readBig(analyser, unit, 5e6);
    const big = await readBig(analyser, unit, 50e6);
    expect(big.held - small.held).toBeLessThan(6e6);
    expect(big.held).toBeLessThan(12e6);
    expect(big.perSecond).toBeGreaterThan(2e6);
  },
  120_000,
);

test('a long log of good answers keeps the one bad time near its end among its rows', () => {
  const well = readFileSync(join(folder, 'eas-log/2019-all-well.txt'), 'utf8').split('\n');
  const bad = readFileSync(join(folder, 'eas-log/2010-busy.txt'), 'utf8').split('\n');
  const reading = easLogAnalyser.open(context);
  for (const line of [...Array.from({ length: 300 }, () => well).flat(), ...bad, ...well]) reading.line(line);
  const finding = reading.end();
  const [table] = finding.tables;
  expect(table?.rows).toHaveLength(50);
  expect(table?.rows.some(([, , , http]) => http === '503')).toBe(true);
  expect((table?.rows.length ?? 0) + (table?.more ?? 0)).toBe(7 * 301 + 6);
});

test('a wipe in the middle of a long log still comes first', () => {
  const well = readFileSync(join(folder, 'eas-log/2010-first-contact-with-strict-policy.txt'), 'utf8').split('\n');
  const wipe = readFileSync(join(folder, 'eas-log/2010-wipe.txt'), 'utf8').split('\n');
  const reading = easLogAnalyser.open(context);
  const many = Array.from({ length: 300 }, () => well).flat();
  for (const line of [...many, ...wipe, ...many]) reading.line(line);
  expect(reading.end().causes[0]?.cause).toBe('wipe');
});
