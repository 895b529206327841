/** A card of what was found says each thing once, and its rows can be read on a narrow screen. */
import { renderCard } from '../../cards/render-card.ts';
import { renderText, spokenText } from '../../cards/render-text.ts';
import type { FindingReply } from '../../dialogs/reply.ts';

const reply: FindingReply = {
  kind: 'finding',
  stamp: { case: 'case-0001', node: '-', visit: 1 },
  title: 'I found what is wrong',
  name: undefined,
  verdict: 'The date is over. Also: The name is wrong.',
  causes: [
    { says: 'The date is over.', sure: true, lines: [{ line: 5, text: 'a line' }] },
    { says: 'The name is wrong.', sure: true, lines: [{ line: 5, text: 'a line' }] },
  ],
  conflicts: [],
  waysOut: [],
  tables: [],
  lacks: [],
  counts: 'lines',
  asText: undefined,
  buttons: [],
};

const count = (shown: FindingReply, words: string): number => JSON.stringify(renderCard(shown).body).split(words).length - 1;

test('A verdict that only sums up the causes is not said beside them', () => {
  expect(count(reply, 'The date is over.')).toBe(1);
  expect(count(reply, 'The name is wrong.')).toBe(1);
  expect(count(reply, 'Also:')).toBe(0);
});

test('A verdict that says more stands, and the first cause in it is not said again', () => {
  const more = { ...reply, verdict: 'The date is over. I do not know the rest.' };
  expect(count(more, 'I do not know the rest.')).toBe(1);
  expect(count(more, 'The date is over.')).toBe(1);
  expect(count(more, 'The name is wrong.')).toBe(1);
});

test('A line that two causes rest on is shown once, and named twice', () => {
  expect(count(reply, 'a line')).toBe(1);
  expect(count(reply, 'Line 5')).toBe(2);
});

test('Rows begin in bold; one short value stands beside its name, more under it', () => {
  const rows = [
    ['AllowCamera', 'False', ''],
    ['✓ passed: DNS', 'It has an address.', '2 ms'],
    ['', '', ''],
  ];
  const { actions } = renderCard({ ...reply, tables: [{ title: 'Rows', columns: ['Setting', 'Value', ''], rows, more: 0 }] });
  const shown = JSON.stringify(actions);
  expect(shown).toContain('"text":"AllowCamera:","weight":"bolder"},{"type":"TextRun","text":" False"}');
  expect(shown).toContain('"text":"✓ passed: DNS","weight":"bolder"');
  expect(shown).toContain('Value:\u00a0It has an address\u00a0· 2 ms');
  expect(shown).toContain('"text":"–","weight":"bolder"');
});

test('What is not documented for certain is not said as if it were, where there are no cards and aloud either', () => {
  const [first, second] = reply.causes;
  const guess = { ...reply, causes: [{ ...first!, sure: false }, second!] };
  for (const say of [renderText, spokenText]) {
    expect(say(guess).split('Not documented for certain.')).toHaveLength(2);
    expect(say(reply)).not.toContain('Not documented');
  }
  const other = renderText({ ...reply, causes: [first!, { ...second!, sure: false }] });
  expect(other).toContain('The name is wrong.\nNot documented for certain.');
});

test('Of several policies each setting stands with its own, on the card and as text', () => {
  const shown = { ...reply, conflicts: [{ policy: 'Sales', setting: 'AllowCamera', value: 'False', neutral: '$true' }] };
  expect(JSON.stringify(renderCard(shown).body)).toContain('Sales: AllowCamera is False, which this phone usually cannot follow.');
  expect(renderText(shown)).toContain('Sales: AllowCamera is False, which this phone usually cannot follow.');
});

test('What must be known before a way out is taken stands before its commands, on cards and in text', () => {
  const way = { title: 'A way out', first: 'Not ready to run.', command: ['Set-Thing'], effect: 'Little.', undo: 'Put it back.' };
  const { actions } = renderCard({ ...reply, waysOut: [way] });
  for (const shown of [JSON.stringify(actions), renderText({ ...reply, waysOut: [way] })]) {
    expect(shown.indexOf('A way out')).toBeLessThan(shown.indexOf('Not ready to run'));
    expect(shown.indexOf('Not ready to run')).toBeLessThan(shown.indexOf('Set-Thing'));
  }
});
