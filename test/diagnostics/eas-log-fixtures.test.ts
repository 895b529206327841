/** Every recorded log concludes what a person who reads it would conclude. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { easLogAnalyser } from '../../diagnostics/eas-log/eas-log-analyser.ts';
import type { Analyser, Context, Finding } from '../../diagnostics/finding.ts';
import { iisLogAnalyser } from '../../diagnostics/iis-log/iis-log-analyser.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const folder = join(import.meta.dirname, '../fixtures/dropped');
const context: Context = { book: shippedDesk().library.book, now: 0 };

/** What a log is expected to conclude; `lines` must be among the evidence of the first cause. */
const expected = z.record(
  z.string(),
  z.strictObject({
    outcome: z.enum(['fault', 'fine', 'unclear']),
    first: z.string().optional(),
    lines: z.array(z.number()).default([]),
    conflicts: z.array(z.string()).optional(),
    allows: z.boolean().optional(),
    says: z.string().optional(),
    never: z.string().optional(),
    verdict: z.string().optional(),
    lacks: z.string().optional(),
    command: z.string().optional(),
  }),
);

/** Invented people, phones and keys of the logs; none may be shown. */
const owners = /kim\.lee|ravi\.das|C0FFEE|BEEF1177|C39ABCDE|androidc123|B7D9806C|2882341871|1307199584|a51c0ffee/i;

function read(analyser: Analyser, text: string): Finding {
  const reading = analyser.open(context);
  for (const line of text.split(/\r?\n/)) reading.line(line);
  return reading.end();
}

for (const analyser of [easLogAnalyser, iisLogAnalyser]) {
  const files = expected.parse(JSON.parse(readFileSync(join(folder, analyser.material, 'expected.json'), 'utf8')));
  describe(analyser.material, () => {
    test.each(Object.entries(files))('%s says what is wrong, and where it stands', (name, wanted) => {
      const text = readFileSync(join(folder, analyser.material, name), 'utf8');
      const finding = read(analyser, text);
      const [first] = finding.causes;
      expect({ outcome: finding.outcome, first: first?.cause }).toEqual({ outcome: wanted.outcome, first: wanted.first });
      const shown = first?.evidence.map(({ line }) => line) ?? [];
      expect(shown).toEqual(expect.arrayContaining(wanted.lines));
      if (wanted.conflicts) expect(finding.conflicts.map(({ setting }) => setting)).toEqual(wanted.conflicts);
      if (wanted.allows !== undefined) expect(finding.allowsNonProvisionable).toBe(wanted.allows);
      if (wanted.says !== undefined) expect(first?.says).toContain(wanted.says);
      if (wanted.verdict !== undefined) expect(finding.verdict).toContain(wanted.verdict);
      if (wanted.never !== undefined) expect(JSON.stringify(finding)).not.toContain(wanted.never);
      if (wanted.command !== undefined) expect(finding.tables[0]?.rows[0]?.[2]).toBe(wanted.command);
      if (wanted.outcome === 'unclear') expect(finding.lacks.length).toBeGreaterThan(0);
      if (wanted.lacks !== undefined) expect(finding.lacks.join()).toContain(wanted.lacks);
    });

    test.each(Object.keys(files))('%s shows nothing that belongs to a person', (name) => {
      const finding = read(analyser, readFileSync(join(folder, analyser.material, name), 'utf8'));
      expect(JSON.stringify(finding)).not.toMatch(owners);
    });

    test.each(Object.entries(files))('%s gives causes that the facts list, at most 50 rows, and plain sentences', (name) => {
      const finding = read(analyser, readFileSync(join(folder, analyser.material, name), 'utf8'));
      for (const { cause, says } of finding.causes) {
        expect(context.book.causes.has(cause)).toBe(true);
        expect(says).toMatch(/\.$/);
      }
      expect(new Set(finding.causes.map(({ cause }) => cause)).size).toBe(finding.causes.length);
      expect(finding.verdict).not.toBe('');
      for (const { rows, columns, more } of finding.tables) {
        expect(rows.length).toBeLessThanOrEqual(50);
        expect(more).toBeGreaterThanOrEqual(0);
        for (const row of rows) expect(row).toHaveLength(columns.length);
      }
    });

    test.each(Object.keys(files).filter((name) => name !== 'empty.txt' && name !== 'only-rules.txt'))('%s is recognised for what it is', (name) => {
      const head = readFileSync(join(folder, analyser.material, name), 'utf8').slice(0, 64 * 1024);
      const other = analyser === easLogAnalyser ? iisLogAnalyser : easLogAnalyser;
      expect(analyser.recognise(head)).toBeGreaterThanOrEqual(0.5);
      expect(analyser.recognise(head)).toBeGreaterThan(other.recognise(head));
    });
  });
}

test.each(readdirSync(join(folder, 'eas-log/look-alikes')))('%s is neither log', (name) => {
  const head = readFileSync(join(folder, 'eas-log/look-alikes', name), 'utf8');
  expect([easLogAnalyser.recognise(head), iisLogAnalyser.recognise(head)]).toEqual([0, 0]);
});
