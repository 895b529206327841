/** Codes of phones: which are known, how sure they are, and which texts are codes at all. */
import { codeAnalyser } from '../../diagnostics/code/code-analyser.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import { context, diagnose } from './diagnose-support.ts';

const { book } = context;
const say = (text: string) => diagnose(Buffer.from(text));
const asCode = (base: number, offset: number): string => (base + offset).toString(16).toUpperCase();

test('Every common status of the protocol that is documented has its code', () => {
  const statuses = [
    101, 102, 103, 108, 109, 110, 111, 112, 113, 114, 123, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144,
    145, 151, 152, 165, 177,
  ];
  expect(statuses.filter((status) => !book.codes.has(asCode(0x86000c00, status - 101)))).toEqual([]);
});

test('Every HTTP answer that a phone can show has its code', () => {
  const answers = Array.from({ length: 23 }, (_, at) => asCode(0x85010001, at));
  expect(answers.filter((code) => !book.codes.has(code))).toEqual([]);
});

test('Every documented network and certificate error has its code', () => {
  expect([12002, 12007, 12029, 12037, 12038, 12045].map((error) => asCode(0x80070000, error)).filter((code) => !book.codes.has(code))).toEqual([]);
});

test('Each code of the facts is read, as sure as the facts are and never surer', () => {
  for (const [code, row] of book.codes) {
    const finding = say(`0x${code.toLowerCase()}`);
    expect([code, finding.kind]).toEqual([code, 'code']);
    if (row.cause === 'unclear') expect([code, finding.outcome, finding.causes]).toEqual([code, 'unclear', []]);
    else expect([code, finding.causes.map((one) => [one.cause, one.certainty])]).toEqual([code, [[row.cause, row.certainty]]]);
  }
});

test('A code that stands in no list is said to be unknown', () => {
  expect(say('86000CEE')).toMatchObject({ kind: 'code', outcome: 'unclear', causes: [], verdict: expect.stringContaining('86000CEE') });
});

test('A wipe comes first and is never followed by advice to try again', () => {
  const finding = say('86000C0A\n86000C27');
  expect(finding.causes[0]?.cause).toBe('wipe');
  expect(finding.verdict).not.toMatch(/try again|then sync/i);
});

test('A code in a sentence is left to the conversation', () => {
  const sentences = [
    'I get 86000C2B',
    'what is error 86000C2B?',
    'my phone says error 86000C2B',
    'Ich bekomme den Fehler 86000C2B',
    'why 80072F0D',
    'no change, 86000C2B again',
  ];
  expect(sentences.filter((text) => codeAnalyser.recognise(text) > 0)).toEqual([]);
});

test('A code that no document explains is no fault yet', () => {
  const [code, row] = [...book.codes].find(([, { cause }]) => cause !== 'unclear')!;
  const codes = new Map([[code, { ...row, certainty: 'unverified' as const }]]);
  const finding = diagnoseText(`0x${code}`, [codeAnalyser], { ...context, book: { ...book, codes } });
  expect(finding).toMatchObject({ outcome: 'unclear', causes: [{ cause: row.cause, certainty: 'unverified' }] });
  expect(finding.lacks).not.toEqual([]);
});
