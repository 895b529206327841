/** Everything that lies among the fixtures, through all that can read: each is told for what it is, and no two are at odds. */
import { analysers } from '../../diagnostics/analysers.ts';
import { headLength, openDiagnosis } from '../../diagnostics/diagnose.ts';
import { openDecoding } from '../../diagnostics/decode.ts';
import type { Context, Finding } from '../../diagnostics/finding.ts';
import { leadsOf } from '../../diagnostics/lead.ts';
import { noFinding } from '../../diagnostics/no-finding.ts';
import { beginsPage, pageAnalysers } from '../../diagnostics/pages/open-page.ts';
import { beginsSavedPage, openSavedPage } from '../../diagnostics/pages/open-saved-page.ts';
import { openPageText } from '../../diagnostics/pages/page-text.ts';
import { floor } from '../../diagnostics/recognise.ts';
import { fuzzDropped } from '../fuzz/fuzz-dropped.ts';
import { findingFaults } from '../fuzz/judge-dropped.ts';
import { allDropped } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { kindOf } from './kind-of.ts';

/** How much surer the right one is than any other: logs hold web requests, and the words of notices. */
const clearly = 0.04;

const { library } = shippedDesk();
const context: Context = { book: library.book, now: Date.parse('2026-06-01T00:00:00Z') };
const all = allDropped();

function read(bytes: Buffer): Finding {
  const diagnosis = openDiagnosis(analysers, context);
  diagnosis.push(bytes);
  return diagnosis.end();
}

const nothing: Finding = { ...noFinding, kind: 'unknown', outcome: 'unclear', verdict: '' };

/** The beginning as analysers are shown it, of a page its text; empty for what is no text. */
function headOf(bytes: Buffer): string {
  const lines: string[] = [];
  const page = openPageText((line) => lines.push(line));
  const text = bytes.toString('utf8');
  const saved = openSavedPage({ line: page.line, end: () => nothing }, () => nothing);
  const readPlain = (line: string): void => void lines.push(line);
  const decoding = openDecoding(beginsSavedPage(text) ? saved.line : beginsPage(text) ? page.line : readPlain);
  decoding.push(bytes);
  decoding.end();
  return decoding.binary === undefined ? lines.join('\n').slice(0, headLength) : '';
}

test.each(all.map((one) => [`${one.folder}/${one.name}`, one] as const))('%s is told for what it is, and nobody else is nearly as sure', (_path, one) => {
  const kind = kindOf(one);
  const finding = read(one.bytes);
  expect(finding.kind).toBe(kind);
  expect(findingFaults(finding, context.book)).toEqual([]);
  const head = headOf(one.bytes);
  const text = one.bytes.toString('utf8');
  const readers = beginsPage(text) || beginsSavedPage(text) ? pageAnalysers(analysers) : analysers;
  const sureness = (isOwn: boolean): number =>
    Math.max(0, ...readers.filter((analyser) => (analyser.material === kind) === isOwn).map((analyser) => analyser.recognise(head)));
  if (kind === 'unknown') expect(sureness(false)).toBeLessThan(floor);
  else expect(sureness(true)).toBeGreaterThanOrEqual(sureness(false) + clearly);
});

test('Whatever is found wrong leads somewhere, and no two of its buttons are called the same', () => {
  for (const one of all) {
    const leads = leadsOf(library, read(one.bytes)).slice(0, 3);
    const titles = leads.map(({ to }) => (to.node.kind === 'question' ? to.node.ask.user : to.node.title).slice(0, 50));
    expect([one.name, new Set(titles).size]).toEqual([one.name, titles.length]);
  }
});

test('Nothing that is spoiled makes anybody throw, take long, show a secret, or be surer than the facts', () => {
  const { failures } = fuzzDropped(1, 1500);
  expect(failures).toEqual([]);
}, 120_000);
