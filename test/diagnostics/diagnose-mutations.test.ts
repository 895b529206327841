/** Damaged, huge and hostile things to drop in. */
import { fits } from '../fuzz/judge-dropped.ts';
import fc from 'fast-check';
import { diagnoseText, openDiagnosis } from '../../diagnostics/diagnose.ts';
import type { Analyser } from '../../diagnostics/finding.ts';
import { analysers, context, diagnose, fixturesOf, folders } from './diagnose-support.ts';
import { slowness, workTime } from '../support/work-time.ts';

const originals = folders.flatMap((folder) => fixturesOf(folder).map((one) => one.bytes));

const mutation = fc.record({
  at: fc.nat(20_000),
  length: fc.nat(400),
  how: fc.constantFrom('cut', 'double', 'noise', 'swap', 'shout'),
  noise: fc.string({ maxLength: 40 }),
});

function mutate(bytes: Buffer, { at, length, how, noise }: typeof mutation extends fc.Arbitrary<infer Type> ? Type : never): Buffer {
  const from = bytes.length === 0 ? 0 : at % bytes.length;
  const piece = bytes.subarray(from, from + length);
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(from + length)];
  switch (how) {
    case 'cut':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, piece, piece, piece, after]);
    case 'noise':
      return Buffer.concat([before, Buffer.from(noise), after]);
    case 'swap':
      return Buffer.concat([after, piece, before]);
    case 'shout':
      return Buffer.from(bytes.toString('utf8').toUpperCase());
  }
}

test('However a thing is damaged, it gives a finding with causes that exist', () => {
  fc.assert(
    fc.property(fc.constantFrom(...originals), fc.array(mutation, { minLength: 1, maxLength: 4 }), (original, mutations) => {
      const finding = diagnose(mutations.reduce(mutate, original));
      expect(finding.causes.filter((one) => !context.book.causes.has(one.cause))).toEqual([]);
      expect([finding.outcome, fits(finding)]).toEqual([finding.outcome, true]);
      expect(finding.verdict).not.toBe('');
    }),
    { numRuns: 600, seed: 20260601 },
  );
});

test('Any bytes and any text give a finding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => expect(diagnose(bytes).verdict).not.toBe('')),
    { numRuns: 300, seed: 1 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => expect(diagnoseText(text, analysers, context).verdict).not.toBe('')),
    { numRuns: 300, seed: 2 },
  );
});

/** Generous: the aim is 100 ms a megabyte. */
const allowed = 150;

test.each(
  folders.flatMap((folder) => {
    const large = fixturesOf(folder).filter(({ name }) => !/png|jpg|pdf|docx|xlsx|zip|msg|bin|pfx|cer$/.test(name));
    return large.slice(0, 12).map(({ name, bytes }) => ({ name, bytes }));
  }),
)('$name again and again, to four megabytes, is read fast enough', ({ bytes }) => {
  if (bytes.length === 0) return;
  const large = Buffer.alloc(4_000_000, Buffer.concat([bytes, Buffer.from('\n')]));
  const took = workTime(() => void diagnose(large));
  expect(took / (took < 4 * allowed ? 1 : slowness())).toBeLessThan(4 * allowed);
});

test.each([
  ['tags', `<testresult testdescription="x">${'<testresult status="Error" testdescription="ActiveSync">'.repeat(60_000)}`],
  ['references', `<testresult testdescription="${'&#65;'.repeat(300_000)}" status="Error"/>`],
  ['one long line of text', `Test Steps Additional Details Elapsed Time: 1 ms. ActiveSync ${'a '.repeat(1_000_000)}`],
  ['open brackets', '['.repeat(2_000_000)],
  ['labels', 'Device access state: '.repeat(100_000)],
  ['colons', `Exchange ActiveSync${':'.repeat(2_000_000)}`],
  ['BEGIN lines', '-----BEGIN CERTIFICATE-----\n'.repeat(70_000)],
  ['blanks', ' '.repeat(2_000_000)],
  ['codes', '86000C2B '.repeat(200_000)],
  ['equal signs', `subject=${'/CN='.repeat(400_000)}`],
  ['times', 'Elapsed Time: 1 ms.\nTest Steps\n'.repeat(60_000)],
])('Two megabytes of %s do no harm', (_, text) => {
  expect(workTime(() => void diagnoseText(text, analysers, context))).toBeLessThan(1500);
});

test('Entities of XML are never filled in, and other files are never read', () => {
  const bomb = '<!DOCTYPE r [<!ENTITY a "SECRETSECRET"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>';
  const finding = diagnoseText(`<?xml version="1.0"?>\n${bomb}\n<testresult status="Error" testdescription="&b;&c;" errorid="x"/>`, analysers, context);
  expect(finding).toMatchObject({ kind: 'rca-result', outcome: 'unclear', causes: [] });
  expect(JSON.stringify(finding)).not.toContain('SECRET');
});

test('What one reads costs memory for its beginning only, when nobody knows it', () => {
  const diagnosis = openDiagnosis(analysers, context);
  const chunk = Buffer.from('2010-12-08 10:15:02 nothing to see here\n'.repeat(25_000));
  const before = process.memoryUsage().heapUsed;
  for (let at = 0; at < 60; at += 1) diagnosis.push(chunk);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(150 * 1024 * 1024);
  expect(diagnosis.end().kind).toBe('unknown');
});

test('A fault of this program goes through, and is not taken for a damaged file', () => {
  const broken: Analyser = {
    material: 'code',
    recognise: () => 1,
    open: () => ({
      line: () => undefined,
      end: () => {
        throw new TypeError('our own');
      },
    }),
  };
  expect(() => diagnoseText('x', [broken], context)).toThrow('our own');
});
