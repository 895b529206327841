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

test('A saved page of the test leads to the same as its XML, from the line where the step stands', () => {
  const pages = results.filter((one) => one.name.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(4);
  for (const { name, text, finding } of pages) {
    const xml = results.find((one) => one.name === name.replace('.html', '.xml'))!.finding;
    const plain = (one: typeof finding) => ({ ...one, causes: one.causes.map((cause) => ({ ...cause, evidence: cause.evidence.map((proof) => proof.text) })) });
    expect([name, plain(finding)]).toEqual([name, plain(xml)]);
    for (const { line, text: proof } of finding.causes.flatMap((one) => one.evidence)) {
      expect(text.split('\n')[line - 1]).toContain(proof.slice(0, 30));
    }
  }
});

test('Of a page whose test does not say how it ended nothing is said to be fine', () => {
  const [head = '', ...rest] = results.find((one) => one.name === 'all-passed.html')!.text.split('<ul class="tree">');
  expect(diagnose(Buffer.from(`${head}<footer>Privacy</footer></body></html>`))).toMatchObject({ kind: 'unknown', outcome: 'unclear' });
  const failed = rest.join('').replace('was tested successfully', 'failed').replace('completed successfully', 'failed');
  expect(diagnose(Buffer.from(`${head}<ul>${failed}`)).outcome).not.toBe('fine');
});

test('Every step is in the table, with its time', () => {
  const { tables } = results.find((one) => one.name === 'folder-451.xml')!.finding;
  expect(tables[0]!.columns).toEqual(['Step', 'Result', 'ms']);
  expect(tables[0]!.rows[0]).toEqual([
    '✗ failed: The Microsoft Connectivity Analyzer is testing Exchange ActiveSync.',
    'The Exchange ActiveSync test failed.',
    '6663',
  ]);
  expect(tables[0]!.rows.every((row) => /^\d+$/.test(row[2]!))).toBe(true);
});

test('The mail address of the one who tested is in no row', () => {
  for (const { finding } of results) expect(JSON.stringify(finding.tables)).not.toContain('@');
});

test('An element around the whole result is no step', () => {
  const { finding } = results.find((one) => one.name === 'wrapped-500.xml')!;
  expect(finding.tables[0]?.rows.map(([step]) => step)).not.toContain('');
  expect(finding.verdict).toContain('FolderSync');
});

test('The step that is named as the one that failed is the one whose cause is told', () => {
  const { finding } = results.find((one) => one.name === 'headings-lost-name.txt')!;
  expect(finding.verdict).toContain('Validating the certificate name');
});

test('A chain of which the test says that something may be missing is not certain, and an unknown root is named beside it', () => {
  const text = results.find(({ name }) => name === 'certificate-trust.txt')!.text;
  const perhaps = text.replace(
    /The certificate chain did not end in a trusted root[^\n]*/,
    "The certificate chain couldn't be built. You may be missing required intermediate certificates.",
  );
  const [cause] = diagnose(Buffer.from(perhaps)).causes;
  expect(cause).toMatchObject({ cause: 'certificate-chain', certainty: 'derived' });
  expect(cause?.says).toMatch(/intermediate certificate.*root is one of a company/);
  const sure = results.find(({ name }) => name === 'certificate-intermediate.txt')!.finding.causes;
  expect(sure).toMatchObject([{ cause: 'certificate-chain', certainty: 'documented' }]);
});
