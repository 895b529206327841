/** A longer text of somebody's own on a card: a summary for a ticket, a message. */
import type { Element } from './elements.ts';
import { longText } from './long-text.ts';

/** Bytes of the first and of the last lines of a summary that fit a card. */
const summaryBytes = 7000;

/** Somebody's own text of many lines, literal, on a ground of its own. */
export function summaryBlock(text: string): Element {
  return { type: 'Container', style: 'emphasis', spacing: 'small', items: longText(text, summaryBytes) };
}
