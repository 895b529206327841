import { renderText } from '../../cards/render-text.ts';
import { check, command, everyKind, question, step } from './made-up-replies.ts';

const linesOf = (text: string): string[] => text.split('\n');

test.each(Object.entries(everyKind))('a reply of the kind "%s" has a text without Markdown marks of ours', (_, reply) => {
  const text = renderText({ ...reply });
  expect(linesOf(text)[0]?.trim()).not.toBe('');
  expect(text).not.toContain('undefined');
  expect(text).not.toMatch(/\*\*(both|lost)\*\*/);
});

test('answers have the numbers that may be typed; steering has its words', () => {
  const text = renderText(question);
  expect(text).toContain('  1. Over the network\n  2. With a USB cable\n  3. It shows a code\n  4. I do not know\nYou can also type: Back, Talk to a person');
});

test('what triage found is numbered, with "None of these" last', () => {
  expect(renderText(everyKind['choose']!)).toContain(
    '  1. The printer is offline – Gets an offline printer to print again.\n  2. Paper is stuck – Gets stuck paper out.\n  3. None of these',
  );
});

test('each command stands on a line of its own', () => {
  expect(linesOf(renderText(step))).toEqual(expect.arrayContaining([command.line, command.undoLine]));
});

test('sources keep their addresses and their origin', () => {
  expect(linesOf(renderText(question))).toEqual(
    expect.arrayContaining([
      'From the article: Printers at work, Cables (all of them) <https://example.com/a_(b)>',
      'Added from: Printer forum, Answer 4 <https://forum.example.com/4>',
    ]),
  );
});

test('a check asks for the code to be typed', () => {
  expect(renderText(check)).toContain('Type the code or the words on the screen.');
});
