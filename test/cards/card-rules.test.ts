import { renderCard } from '../../cards/render-card.ts';
import { cardFaults } from '../support/card-rules.ts';
import { check, question } from './made-up-replies.ts';

const good = renderCard(question);
const button = (title: string, action: object, more: object = {}) => ({
  type: 'Action.Submit',
  title,
  data: { stepwise: 1, stamp: question.stamp, action },
  associatedInputs: 'none',
  ...more,
});
const text = (words: unknown, more: object = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });
const input = { type: 'Input.Text', id: 'code', label: 'Code', maxLength: 4000 };
const withBody = (...more: object[]) => ({ ...good, body: [...good.body, ...more] });
const set = (...actions: object[]) => ({ type: 'ActionSet', actions });

const broken: Readonly<Record<string, unknown>> = {
  'another version': { ...good, version: '1.6' },
  'no words to speak': { ...good, speak: '' },
  'no text to fall back to': { ...good, fallbackText: undefined },
  'an msteams member': { ...good, msteams: { width: 'Full' } },
  'an unknown element': withBody({ type: 'Media' }),
  'a misspelt property': withBody(text('Hello', { weigth: 'bolder' })),
  'an empty text': withBody(text(' ')),
  'a text of marks alone': withBody(text('****')),
  'a number for a text': withBody(text(7)),
  'a text that does not wrap': withBody({ type: 'TextBlock', text: 'Hello' }),
  'a link to a script': withBody(text('[Tap](javascript:alert)')),
  'an input without a label': withBody({ ...input, label: undefined }, set(button('Read', { do: 'examine' }, { associatedInputs: undefined }))),
  'an input that nothing sends': withBody(input),
  'two inputs of one id': { ...renderCard(check), body: [...renderCard(check).body, input] },
  'a button without a title': withBody(set(button('', { do: 'stay' }))),
  'a button nobody understands': withBody(set(button('Jump', { do: 'jump' }))),
  'a button that inputs can block': withBody(set(button('Stay', { do: 'stay' }, { associatedInputs: undefined }))),
  'two buttons of one name': withBody(set(button('Stay', { do: 'stay' })), set(button('Stay', { do: 'help' }))),
  'seven buttons in a set': withBody(set(...Array.from({ length: 7 }, (_, index) => button(`Button ${index}`, { do: 'stay' })))),
  'no heading': { ...good, body: good.body.slice(2) },
  'two headings': withBody(text('Again', { style: 'heading' })),
  'Markdown in what is spoken': { ...good, speak: 'Tap **now**.' },
  'a fault in a folded part': { ...good, actions: [{ type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [text('')] } }] },
  'more than 28 KB': withBody(text('x'.repeat(30_000))),
  'no card at all': undefined,
};

test('a good card has no fault', () => {
  expect(cardFaults(good)).toEqual([]);
});

test.each(Object.entries(broken))('the rules find %s', (_, card) => {
  expect(cardFaults(card)).not.toEqual([]);
});
