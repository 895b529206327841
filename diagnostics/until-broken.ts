/** XML that is read to its first fault: the parser would go on, and make an error of every bad sign of a long line. */
import type { SaxesParser } from 'saxes';

/** One for all: a broken log breaks thousands of times, and to note where is most of the work. */
const broken = new Error('This is not well-formed XML.');

/** Has the parser stop where it finds a fault, whoever feeds it; see `untilBroken`. */
export function stopAtFaults(parser: SaxesParser): void {
  parser.on('error', () => {
    throw broken;
  });
}

/** Feeds a parser that stops at faults. @returns whether there was none. */
export function untilBroken(feed: () => void): boolean {
  try {
    feed();
    return true;
  } catch (error) {
    if (error !== broken) throw error;
    return false;
  }
}
