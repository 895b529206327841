/** Reads very many spoiled policies, lists, logs, mails, results and certificates, and says what must not have happened. */
import { analysers } from '../../diagnostics/analysers.ts';
import { openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Context, Finding } from '../../diagnostics/finding.ts';
import { allDropped } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { Certainties, findingFaults } from './judge-dropped.ts';
import { plantedSecrets, spoiled } from './mutate-dropped.ts';
import { Random } from './random.ts';
import { slowness } from '../support/work-time.ts';

/** Milliseconds of work for a megabyte, and for anything at all: all analysers look at the beginning, and code that is new is slow. */
const perMegabyte = 100;
const forAnything = 50;
const megabyte = 1024 * 1024;

interface Row {
  inputs: number;
  recognised: number;
  readonly outcomes: Record<Finding['outcome'], number>;
  bytes: number;
  milliseconds: number;
  slowest: number;
}

export interface DroppedReport {
  readonly failures: readonly string[];
  readonly table: string;
}

/** The certificates among the fixtures are made for this day. */
const context: Context = { book: shippedDesk().library.book, now: Date.parse('2026-06-01T00:00:00Z') };

export function fuzzDropped(seed: number, count: number): DroppedReport {
  const samples = allDropped().filter(({ bytes }) => bytes.length < 100_000);
  const contents = samples.map((one) => one.bytes);
  const certainties = new Certainties(context.book);
  for (const bytes of contents) certainties.allow(readOnce(bytes).finding);
  const rows = new Map<string, Row>();
  const failures: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const random = new Random(seed * 1_000_003 + number);
    const { folder, name, bytes: whole } = random.pick(samples);
    const { bytes, how } = spoiled(whole, random, contents);
    const fail = (what: string): void => void failures.push(`${what}: ${folder}/${name}, ${how} (seed ${seed}, number ${number})`);
    try {
      const read = readInTime(bytes);
      if (isLate(read.milliseconds, bytes)) fail(`${read.milliseconds.toFixed(0)} ms for ${bytes.length} bytes`);
      tally(rows, folder, bytes.length, read);
      for (const fault of [...findingFaults(read.finding, context.book), ...certainties.tooSure(read.finding), ...leaksOf(read.finding, bytes)]) fail(fault);
    } catch (error) {
      fail(`thrown: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : String(error)}`);
    }
  }
  return { failures, table: tableOf(rows) };
}

interface Read {
  readonly finding: Finding;
  /** Of work, whatever else the machine does. */
  readonly milliseconds: number;
}

function readOnce(bytes: Buffer): Read {
  const began = process.cpuUsage();
  const diagnosis = openDiagnosis(analysers, context);
  for (let at = 0; at < bytes.length; at += 64 * 1024) diagnosis.push(bytes.subarray(at, at + 64 * 1024));
  const finding = diagnosis.end();
  const { user, system } = process.cpuUsage(began);
  return { finding, milliseconds: (user + system) / 1000 };
}

/** What takes too long is read again: the first time may have paid for something else. */
function readInTime(bytes: Buffer): Read {
  let best = readOnce(bytes);
  for (let again = 0; again < 8 && best.milliseconds > limitOf(bytes); again += 1) {
    const read = readOnce(bytes);
    if (read.milliseconds < best.milliseconds) best = read;
  }
  return best;
}

/** The machine is only asked how slow it is when that decides. */
function isLate(milliseconds: number, bytes: Buffer): boolean {
  return milliseconds > limitOf(bytes) && milliseconds > limitOf(bytes) * slowness();
}

function limitOf(bytes: Buffer): number {
  return forAnything + (bytes.length / megabyte) * perMegabyte;
}

/** A password whose word was spoiled is a word like any other. */
function leaksOf(finding: Finding, bytes: Buffer): string[] {
  const shown = JSON.stringify(finding);
  const unnamed = /(?<!password=)Planted-Secret/.test(bytes.toString('latin1').replaceAll('\0', ''));
  return plantedSecrets.filter((secret) => shown.includes(secret) && !(unnamed && secret === plantedSecrets[1])).map((secret) => `shows ${secret}`);
}

function tally(rows: Map<string, Row>, folder: string, length: number, { finding, milliseconds }: Read): void {
  const row = rows.get(folder) ?? { inputs: 0, recognised: 0, outcomes: { fault: 0, fine: 0, unclear: 0 }, bytes: 0, milliseconds: 0, slowest: 0 };
  rows.set(folder, row);
  row.inputs += 1;
  row.recognised += finding.kind === folder ? 1 : 0;
  row.outcomes[finding.outcome] += 1;
  row.bytes += length;
  row.milliseconds += milliseconds;
  row.slowest = Math.max(row.slowest, milliseconds);
}

function tableOf(rows: ReadonlyMap<string, Row>): string {
  const head = ['kind', 'inputs', 'still told', 'fault', 'fine', 'unclear', 'ms per MB', 'slowest ms'];
  const body = [...rows]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([kind, { inputs, recognised, outcomes, bytes, milliseconds, slowest }]) => [
      kind,
      String(inputs),
      `${((recognised / inputs) * 100).toFixed(0)} %`,
      ...[outcomes.fault, outcomes.fine, outcomes.unclear].map(String),
      (milliseconds / (bytes / megabyte)).toFixed(1),
      slowest.toFixed(1),
    ]);
  return [head, ...body].map((cells) => cells.map((cell, index) => (index === 0 ? cell.padEnd(16) : cell.padStart(11))).join('')).join('\n');
}
