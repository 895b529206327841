/** A longer text of somebody's own on a card: a summary for a ticket, a message. */
import { cardWords } from './card-words.ts';
import type { Element, TextElement } from './elements.ts';
import { literal } from './text-blocks.ts';

/** Bytes of the first and of the last lines of a summary that fit a card. */
const summaryBytes = 7000;

/** Somebody's own text of many lines, literal, on a ground of its own. */
export function summaryBlock(text: string): Element {
  return { type: 'Container', style: 'emphasis', spacing: 'small', items: shorten(text.split('\n').flatMap(summaryLine)) };
}

/** An empty line is a gap above the next one. */
function summaryLine(line: string, index: number, lines: readonly string[]): TextElement[] {
  return literal(line.trim(), lines[index - 1]?.trim() === '' ? 'medium' : 'none');
}

/** The beginning and the end; the middle of a very long case is left out. */
function shorten(lines: readonly TextElement[]): TextElement[] {
  const first = fitting(lines);
  const last = fitting(lines.slice(first.length).toReversed()).toReversed();
  const cut = lines.length - first.length - last.length;
  return cut === 0 ? [...lines] : [...first, ...literal(cardWords.summaryCut(cut)), ...last];
}

function fitting(lines: readonly TextElement[]): TextElement[] {
  let bytes = 0;
  const overflow = lines.findIndex((line) => {
    bytes += new TextEncoder().encode(JSON.stringify(line)).length;
    return bytes > summaryBytes;
  });
  return overflow === -1 ? [...lines] : lines.slice(0, overflow);
}
