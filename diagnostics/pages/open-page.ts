/** Reads a saved web page: its text, by the analysers that look into pages. */
import type { Analyser, Reading } from '../finding.ts';
import { inSource, mostLines } from './in-source.ts';
import { openPageText } from './page-text.ts';

/** Characters by which it is told whether a text is a web page. */
export const pageHead = 4000;

const page = /^(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--[^>]{0,1000}-->\s{0,20}){0,3}<(?:!doctype html|html|head|body|meta|title|style|div|table|ul|h[1-6])[\s>]/i;

/** Whether a text that begins so is a web page. */
export function beginsPage(head: string): boolean {
  return page.test(head.slice(0, pageHead).trim());
}

/** Those that look into pages, in the way that they do it. */
export function pageAnalysers(analysers: readonly Analyser[]): readonly Analyser[] {
  return analysers.flatMap((one) => (one.openPage === undefined ? [] : [{ ...one, open: one.openPage }]));
}

/** @param reading reads the text of the page; its evidence and words are given the lines of the page's source. */
export function openPage(reading: Reading): Reading {
  const places: number[] = [];
  const text = openPageText((line, from) => {
    if (places.length < mostLines) places.push(from);
    reading.line(line);
  });
  return {
    line: text.line,
    end() {
      text.end();
      return inSource(reading.end(), places);
    },
  };
}
