import { renderCard } from '../../cards/render-card.ts';
import { allElements, buttonsOf, cardFaults, foldsOf, inputsOf, textsOf } from '../support/card-rules.ts';
import { check, command, everyKind, handedOver, longTable, question, shortTable, solved, step } from './made-up-replies.ts';

const literalsOf = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : 'type' in value && value.type === 'TextRun' && 'text' in value
      ? [String(value.text)]
      : Object.values(value).flatMap(literalsOf);

test.each(Object.entries(everyKind))('a card of the kind "%s" has no fault', (_, reply) => {
  expect(cardFaults(renderCard(reply))).toEqual([]);
});

test('a usual question has six actions at most', () => {
  const card = renderCard(question);
  expect(buttonsOf(card).map((button) => button.title)).toEqual([
    'Over the network',
    'With a USB cable',
    'It shows a code',
    'I do not know',
    'Back',
    'Talk to a person',
  ]);
});

test('steering and folded parts stand in the same order on every card', () => {
  const titles = (renderCard(step).actions ?? []).map((action) => action.title);
  expect(titles).toEqual(['Back', 'Talk to a person', 'For the administrator', 'Facts: Codes of this printer']);
});

test('news come first', () => {
  expect(renderCard(step).body[0]).toMatchObject({
    type: 'Container',
    items: [{ text: 'I did not understand that.' }, { text: 'This guide was changed since you were here.' }],
  });
});

test('instructions are a numbered list and a single one has no number', () => {
  expect(textsOf(renderCard(step))).toContain(
    '1. Unplug the cable at **both** ends.\n2. Wait for 10 seconds.\n3. Plug it straight into the computer, not into a hub.',
  );
  expect(textsOf(renderCard({ ...step, instructions: ['Unplug it.'] }))).toContain('Unplug it.');
});

test('an agent is told what to say to the caller and whom to ask', () => {
  expect(textsOf(renderCard({ ...step, audience: 'agent' }))).toContain('Say or do');
  expect(textsOf(renderCard({ ...question, audience: 'agent' }))).toContain('Find out');
  expect(textsOf(renderCard(step))).not.toContain('Say or do');
});

test('commands are open for an administrator and folded for others', () => {
  const lines = (reply: typeof step): string[] => literalsOf(renderCard(reply).body);
  expect(lines({ ...step, audience: 'admin' })).toContain(command.line);
  expect(lines(step)).not.toContain(command.line);
  expect(literalsOf(foldsOf(renderCard(step)))).toContain(command.line);
});

test('a command is literal, in monospace, and followed by what it changes and how to take it back', () => {
  const [fold] = foldsOf(renderCard(step));
  const text = JSON.stringify(fold);
  expect(text).toContain(JSON.stringify({ type: 'TextRun', text: command.line, fontType: 'monospace', size: 'small' }));
  expect(text.indexOf('**Changes:** Waiting documents are **lost**.')).toBeGreaterThan(text.indexOf('Restart-PrintQueue'));
  expect(literalsOf(fold)).toContain(command.undoLine);
});

test('what is uncertain says so in words', () => {
  expect(textsOf(renderCard(step))).toEqual(expect.arrayContaining(['Not documented for certain.', 'Asleep (not documented for certain)']));
  expect(textsOf(renderCard(question)).join()).not.toContain('ocumented for certain');
});

test('the article and what others add to it are told apart, each a link', () => {
  expect(textsOf(renderCard(question))).toEqual(
    expect.arrayContaining([
      'From the article: [Cables (all of them)](https://example.com/a_%28b%29)',
      'Added from: [Printer forum, Answer 4](https://forum.example.com/4)',
    ]),
  );
});

test('a short narrow table is open; a long or wide one is stacked behind a button', () => {
  const card = renderCard({ ...question, tables: [shortTable, longTable] });
  expect(card.body.filter((element) => element.type === 'Table')).toHaveLength(1);
  expect(JSON.stringify(foldsOf(card))).toContain(
    String.raw`**86000**\n\nMeaning: The \\*tray\\* is \\[empty\\](now)\n\nWhat helps: Fill the tray (not documented for certain)`,
  );
});

test('a table with long names in it is never side by side', () => {
  const wide = { ...shortTable, rows: [{ cells: ['AllowNonProvisionableDevices', 'Lets phones in'], sure: true }] };
  expect(allElements(renderCard({ ...question, tables: [wide] })).some((element) => element.type === 'Table')).toBe(false);
});

test('a list of names alone is one open paragraph', () => {
  const names = { ...longTable, columns: ['Maker'], rows: Array.from({ length: 12 }, (_, index) => ({ cells: [`Maker ${index}`], sure: index > 0 })) };
  const card = renderCard({ ...question, tables: [names] });
  expect(foldsOf(card)).toEqual([]);
  expect(textsOf(card).join()).toContain('Maker 0 (not documented for certain), Maker 1, Maker 2');
});

test.each([
  ['Everything that this printer can show on its display', 'Facts: Everything that this printer can …'],
  ['What PrinterQueueApplicationStatusReport means', 'Facts'],
])('a table called "%s" has the button "%s"', (title, button) => {
  const [fold] = foldsOf(renderCard({ ...question, tables: [{ ...longTable, title }] }));
  expect(fold?.title).toBe(button);
});

test('values for commands are asked for beside them and sent by "Fill in" alone', () => {
  const card = renderCard(step);
  expect(inputsOf(card).map((input) => [input.id, input.label, input.value])).toEqual([
    ['field-printer', 'Name of the printer', undefined],
    ['field-owner', 'Owner', "O'Brien"],
  ]);
  expect(
    buttonsOf(card)
      .filter((button) => button.associatedInputs === undefined)
      .map((button) => 'action' in button.data && button.data.action),
  ).toEqual([{ do: 'fill' }]);
});

test('the code is typed into the field "code" and sent by the check\'s button', () => {
  const card = renderCard(check);
  expect(inputsOf(card).map((input) => input.id)).toEqual(['code']);
  expect(
    buttonsOf(card)
      .filter((button) => button.associatedInputs === undefined)
      .map((button) => button.title),
  ).toEqual(['Read it']);
});

test('a solved case is rated with one tap', () => {
  expect(buttonsOf(renderCard(solved)).map((button) => 'action' in button.data && button.data.action)).toEqual(
    expect.arrayContaining([
      { do: 'rate', rating: 'good' },
      { do: 'rate', rating: 'poor' },
    ]),
  );
});

test('Markdown in what people typed stays text', () => {
  const card = renderCard({ ...handedOver, because: ['[tap](http://evil.example) **now**'] });
  expect(literalsOf(card)).toEqual(
    expect.arrayContaining([
      'Because you mentioned “[tap](http://evil.example) **now**”.',
      'Problem in their words: it *never* prints [see](http://evil.example)',
    ]),
  );
  expect(textsOf(card).join()).not.toContain('evil');
});

test('a date function in what people typed is not carried out', () => {
  const typed = '{{DATE(2017-02-14T06:08:39Z)}}';
  const card = renderCard({ ...handedOver, summary: typed });
  expect(JSON.stringify(card.body)).not.toContain('{{DATE');
  expect(literalsOf(card.body).join('')).toContain(typed);
});

test('an outcome whose words name the contact does not name it twice', () => {
  expect(literalsOf(renderCard(handedOver))).toContain('Contact: the print room');
  expect(literalsOf(renderCard({ ...handedOver, say: 'Ask the print room.' }))).not.toContain('Contact: the print room');
});

test('a case of thousands of steps still fits a card, with its beginning and its end', () => {
  const summary = [
    'Case case-0001',
    `Problem in their words: ${'漢'.repeat(4000)}`,
    ...Array.from({ length: 3000 }, (_, index) => `${index + 1}. Reseat the cable -> ${'漢'.repeat(40)}`),
    'Guides: printer-offline',
  ].join('\n');
  const card = renderCard({ ...handedOver, summary, because: ['漢'.repeat(4000)] });
  expect(cardFaults(card)).toEqual([]);
  expect(literalsOf(card)).toEqual(
    expect.arrayContaining(['Case case-0001', 'Guides: printer-offline', expect.stringMatching(/^… \d+ lines are left out here …$/)]),
  );
});

test('a very long way shows its newest steps', () => {
  const steps = Array.from({ length: 3000 }, (_, index) => ({ asked: `Question ${index + 1}`, answered: '漢'.repeat(4000) }));
  const card = renderCard({ kind: 'path', stamp: step.stamp, title: 'Your steps', steps, now: 'Now: here', buttons: [] });
  expect(cardFaults(card)).toEqual([]);
  expect(JSON.stringify(card)).toContain('3000. Question 3000');
});

test('a card is spoken in plain words with its choices', () => {
  const { speak } = renderCard({ ...step, news: [] });
  expect(speak).toMatch(/^Reseat the USB cable\. .*Unplug the cable at both ends\. .*Choices: That fixed it; Still not working\.$/);
});
