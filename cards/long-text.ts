/** A text of many lines as it is; the middle of a very long one is left out. */
import { cardWords } from './card-words.ts';
import type { TextElement } from './elements.ts';
import { literal } from './text-blocks.ts';

/** The first and the last lines that fit so many bytes each. */
export function longText(text: string, bytes: number): TextElement[] {
  return shorten(text.split('\n').flatMap(lineOf), bytes);
}

/** An empty line is a gap above the next one. */
function lineOf(line: string, index: number, lines: readonly string[]): TextElement[] {
  return literal(line.trim(), lines[index - 1]?.trim() === '' ? 'medium' : 'none');
}

function shorten(lines: readonly TextElement[], most: number): TextElement[] {
  const first = fitting(lines, most);
  const last = fitting(lines.slice(first.length).toReversed(), most).toReversed();
  const cut = lines.length - first.length - last.length;
  return cut === 0 ? [...lines] : [...first, ...literal(cardWords.summaryCut(cut)), ...last];
}

function fitting(lines: readonly TextElement[], most: number): TextElement[] {
  let bytes = 0;
  const overflow = lines.findIndex((line) => {
    bytes += new TextEncoder().encode(JSON.stringify(line)).length;
    return bytes > most;
  });
  return overflow === -1 ? [...lines] : lines.slice(0, overflow);
}
