/** Texts that people drop in, with what the bot must find in them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyser, Context, Finding } from '../../diagnostics/finding.ts';
import { shippedDesk } from './shipped-knowledge.ts';

const folder = join(import.meta.dirname, '../fixtures/dropped');

/** A week in which the phones of the fixtures sync. */
export const context: Context = { book: shippedDesk().library.book, now: Date.UTC(2010, 11, 14) };

interface Expected {
  readonly outcome?: Finding['outcome'];
  readonly conflicts?: readonly string[];
  readonly allows?: boolean | null;
  readonly causes?: readonly string[];
  readonly certainty?: string;
  readonly lacks?: string;
  readonly says?: string;
  readonly later?: boolean;
  readonly policies?: number;
  readonly devices?: number;
}

export interface Dropped extends Expected {
  readonly name: string;
  readonly text: string;
}

/** All texts of a folder. */
export function dropped(kind: string): Dropped[] {
  const expected = JSON.parse(readFileSync(join(folder, kind, 'expected.json'), 'utf8')) as Record<string, Expected>;
  return Object.entries(expected).map(([name, one]) => ({ name, text: readFileSync(join(folder, kind, `${name}.txt`), 'utf8'), ...one }));
}

/** What the analyser finds in a text. */
export function analyse(analyser: Analyser, text: string, within: Context = context): Finding {
  const reading = analyser.open(within);
  for (const line of text.split('\n')) reading.line(line);
  return reading.end();
}
