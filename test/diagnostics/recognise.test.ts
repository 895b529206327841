/** Who reads a text, when several could. */
import { analysers as all } from '../../diagnostics/analysers.ts';
import type { Analyser } from '../../diagnostics/finding.ts';
import { beginsPage } from '../../diagnostics/pages/open-page.ts';
import { beginsSavedPage } from '../../diagnostics/pages/open-saved-page.ts';
import { policyAnalyser } from '../../diagnostics/policy/policy-analyser.ts';
import { recognise } from '../../diagnostics/recognise.ts';
import { analysers, diagnose, fixturesOf, folders } from './diagnose-support.ts';

/** The first byte of a certificate in binary form. */
const sequence = 0x30;

const named = (material: Analyser['material'], score: number): Analyser => ({
  material,
  recognise: () => score,
  open: () => {
    throw new Error('not opened here');
  },
});

test('The surest one reads, and nobody does below the floor', () => {
  expect(recognise('x', [named('policy', 0.6), named('code', 0.9), named('notice', 0.7)])?.material).toBe('code');
  expect(recognise('x', [named('policy', 0.8), named('code', 0.8)])?.material).toBe('policy');
  expect(recognise('x', [named('policy', 0.3), named('code', 0)])).toBeUndefined();
  expect(recognise('x', [])).toBeUndefined();
});

test('No two claim the same thing, and each is sure of its own', () => {
  for (const folder of folders) {
    for (const { name, bytes } of fixturesOf(folder)) {
      const text = bytes.toString('utf8');
      // Of a page, analysers are shown only what is seen of it; of a certificate in binary form, its text.
      if (beginsPage(text) || beginsSavedPage(text) || bytes[0] === sequence) continue;
      const claims = analysers.filter((one) => one.recognise(text) > 0).map((one) => one.material);
      expect([name, claims]).toEqual([name, folder === 'unknown' ? [] : [folder]]);
    }
  }
});

test('Scores are between 0 and 1', () => {
  for (const { bytes } of folders.flatMap(fixturesOf)) {
    for (const one of analysers) {
      const score = one.recognise(bytes.toString('latin1'));
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  }
});

test.each([
  ['invisible characters within names', 'DevicePass\u200BwordEnabled : True\nAl\u200BlowCamera : False'],
  ['names that a table broke', 'Name  All       Requ\n      owCamera  ireSignedSMIME\n----  --------  --------------\nOne   True      True'],
])('A first look never takes away what is one: %s', (_, text) => {
  expect(policyAnalyser.recognise(text)).toBeGreaterThan(0.5);
});

test('A sentence about settings and phones is none of them', () => {
  const sentence = 'It says: my device is required to allow a password, last sync was on Monday -- what now?';
  expect(recognise(sentence, all)).toBeUndefined();
});

test('An error screen in words is nothing that can be read, and its words are handed on without whose they are', () => {
  const finding = diagnose(Buffer.from('Outlook error\n\nmail.contoso.com requires that certain security policies be enforced for anna@contoso.com.\n'));
  expect(finding).toMatchObject({ kind: 'unknown', outcome: 'unclear' });
  expect(finding.words).toEqual([
    { line: 1, text: 'Outlook error' },
    { line: 3, text: 'mail.contoso.com requires that certain security policies be enforced for [mail address].' },
  ]);
});
