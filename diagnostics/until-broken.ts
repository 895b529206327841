/** XML that is read to its first fault: the parser would go on, and make an error of every bad sign of a long line. */
import type { SaxesParser } from 'saxes';

class BrokenXml extends Error {}

/** Has the parser stop where it finds a fault, whoever feeds it; see `untilBroken`. */
export function stopAtFaults(parser: SaxesParser): void {
  parser.on('error', ({ message }) => {
    throw new BrokenXml(message);
  });
}

/** Feeds a parser that stops at faults. @returns whether there was none. */
export function untilBroken(feed: () => void): boolean {
  try {
    feed();
    return true;
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error;
    return false;
  }
}
