/** Results of the connectivity test: what must hold whatever is copied. */
import { diagnose, fixturesOf } from './diagnose-support.ts';

const results = fixturesOf('rca-result').map(({ name, bytes }) => ({ name, text: bytes.toString('utf8'), finding: diagnose(bytes) }));

test('A test that failed is never called fine, whichever line gets lost', () => {
  for (const { name, text, finding } of results) {
    if (finding.outcome !== 'fault') continue;
    const lines = text.split('\n');
    if (lines.length > 120) continue; // Each line costs a diagnosis.
    const wrong = lines.filter((_, at) => diagnose(Buffer.from(lines.toSpliced(at, 1).join('\n'))).outcome === 'fine');
    expect([name, wrong]).toEqual([name, []]);
  }
});

test('The XML and the copied text of one test lead to the same causes', () => {
  for (const { name, finding } of results.filter((one) => one.name.endsWith('.xml'))) {
    const text = results.find((one) => one.name === name.replace('.xml', '.txt'));
    if (text === undefined) continue;
    expect([name, text.finding.causes.map((one) => one.cause)]).toEqual([name, finding.causes.map((one) => one.cause)]);
    expect([name, text.finding.verdict]).toEqual([name, finding.verdict]);
  }
});

test('Every step is in the table, with its time', () => {
  const { tables } = results.find((one) => one.name === 'folder-451.xml')!.finding;
  expect(tables[0]!.columns).toEqual(['Step', 'Result', 'ms']);
  expect(tables[0]!.rows[0]).toEqual(['The Microsoft Connectivity Analyzer is testing Exchange ActiveSync.', 'The Exchange ActiveSync test failed.', '6663']);
  expect(tables[0]!.rows.every((row) => /^\d+$/.test(row[2]!))).toBe(true);
});

test('The mail address of the one who tested is in no row', () => {
  for (const { finding } of results) expect(JSON.stringify(finding.tables)).not.toContain('@');
});
