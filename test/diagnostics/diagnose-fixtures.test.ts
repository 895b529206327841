/** Everything in the folder of things to drop in, against what is expected of it. */
import { fits } from '../fuzz/judge-dropped.ts';
import { context, diagnose, expectedOf, fixturesOf, folders, summary } from './diagnose-support.ts';

for (const folder of folders) {
  describe(`Of each ${folder}`, () => {
    const expected = expectedOf(folder);
    for (const { name, bytes } of fixturesOf(folder)) {
      test(`${name}: says what is wrong, how sure it is, and no more`, () => {
        expect(summary(diagnose(bytes))).toEqual(expected[name]);
      });
    }

    test('every expectation has its file', () => {
      expect(
        fixturesOf(folder)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(Object.keys(expected).toSorted());
    });
  });
}

const all = folders.flatMap((folder) => fixturesOf(folder).map((one) => ({ ...one, folder })));

test('No finding shows a device id, a mail address, a phone number or a password', () => {
  for (const { name, bytes } of all) {
    const shown = JSON.stringify(diagnose(bytes));
    expect([name, /A0B1C2D3|AB1CD2EF|anna@|1234567|7946|hunter2|BEGIN PRIVATE/.exec(shown)?.[0]]).toEqual([name, undefined]);
  }
});

test('Every cause is one that the facts list, stands once, and rests on lines that exist', () => {
  for (const { bytes } of all) {
    const { causes } = diagnose(bytes);
    const lines = bytes.toString('utf8').split(/\r\n|\r|\n/).length;
    expect(causes.map((one) => one.cause).filter((one) => !context.book.causes.has(one))).toEqual([]);
    expect(new Set(causes.map((one) => one.cause)).size).toBe(causes.length);
    for (const { line, text } of causes.flatMap((one) => one.evidence)) {
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(lines);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(text).not.toBe('');
    }
  }
});

test('A finding is a fault when it has causes that are more than guesses, and whoever is not helped is told what would help', () => {
  for (const { bytes } of all) {
    const finding = diagnose(bytes);
    expect([finding.outcome, fits(finding)]).toEqual([finding.outcome, true]);
    if (finding.outcome === 'unclear') expect(finding.lacks.length).toBeGreaterThan(0);
    expect(finding.verdict).toMatch(/^[A-Z].{4,600}[.!]$/s);
    for (const table of finding.tables) expect(table.rows.length).toBeLessThanOrEqual(50);
  }
});

test('What is only usual is said so, and no cause is surer than the facts allow', () => {
  const atMost: Record<string, string[]> = { 'certificate-algorithm': ['unverified'], throttling: ['derived'], wipe: ['derived'] };
  for (const { bytes } of all) {
    for (const { cause, certainty, says } of diagnose(bytes).causes) {
      expect(atMost[cause] ?? ['documented', 'derived', 'unverified']).toContain(certainty);
      if (certainty !== 'documented')
        expect([cause, certainty, says]).toEqual([cause, certainty, expect.stringMatching(/usually|not documented|from afar|expired/i)]);
    }
  }
});

test('It does not matter in what pieces something arrives', () => {
  for (const { name, bytes } of all.filter((one) => one.bytes.length < 40_000)) {
    const whole = diagnose(bytes);
    for (const size of [1, 7, 1000]) expect([name, size, diagnose(bytes, size)]).toEqual([name, size, whole]);
  }
});
