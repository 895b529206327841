/** For analysers that want the whole text at once. */
import type { Context, Finding, Reading } from './finding.ts';

/** Characters that are kept of a text that is read as a whole; the rest is left out. */
const longestWhole = 2 * 1024 * 1024;

/** A reading that collects the lines, up to `longestWhole` characters, and has them analysed at the end. */
export function wholeText(context: Context, analyse: (lines: readonly string[], context: Context) => Finding): Reading {
  const lines: string[] = [];
  let characters = 0;
  return {
    line(text) {
      characters += text.length + 1;
      if (characters <= longestWhole) lines.push(text);
    },
    end: () => analyse(lines, context),
  };
}
