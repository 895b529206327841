/** From the bytes of something dropped in to a finding. */
import { openDecoding } from './decode.ts';
import type { Analyser, Context, Finding, Reading } from './finding.ts';
import { withoutFront } from './line-fronts.ts';
import { beginsPage, openPage, pageAnalysers, pageHead } from './pages/open-page.ts';
import { beginsSavedPage, openSavedPage } from './pages/open-saved-page.ts';
import { recognise } from './recognise.ts';
import { unknownBinary, unknownText } from './unknown.ts';

/** Characters that are kept until it is known what it is. */
export const headLength = 64 * 1024;

export interface Diagnosis {
  /** The next bytes. */
  push(chunk: Uint8Array): void;
  end(): Finding;
}

/**
 * Reads one thing as it comes, in bounded memory. What an analyser throws is a fault of this program and goes through.
 * @param analysers those that may read it; see `recognise`.
 */
export function openDiagnosis(analysers: readonly Analyser[], context: Context): Diagnosis {
  const lines = openText(analysers, context);
  const decoding = openDecoding(lines.line);
  return {
    push: decoding.push,
    end() {
      decoding.end();
      return decoding.binary === undefined ? lines.end() : unknownBinary(decoding.binary);
    },
  };
}

/** The same for text that is already decoded. */
export function diagnoseText(text: string, analysers: readonly Analyser[], context: Context): Finding {
  const diagnosis = openDiagnosis(analysers, context);
  diagnosis.push(Buffer.from(text, 'utf8'));
  return diagnosis.end();
}

/** What a page may begin with: blank lines, a tag, or a header that has not ended. */
const mayBePage = /^\s*(?:<|$)|^[\w-]{1,60}:(?![^]*\n[ \t]*\n)/;

/**
 * Tells a web page from other texts by its first lines, and reads of it what is seen.
 * @param mayBeSaved whether it may be one that was saved with all that belongs to it; such a page has no other in it.
 */
function openText(analysers: readonly Analyser[], context: Context, mayBeSaved = true): Reading {
  let head = '';
  let reading: Reading | undefined;
  const open = (source: string): Reading => {
    if (mayBeSaved && beginsSavedPage(source)) return openSavedPage(openText(analysers, context, false), () => unknownText(source));
    return beginsPage(source)
      ? openPage(openLines(pageAnalysers(analysers), context, (seen) => unknownText(source, seen)))
      : openLines(analysers, context, (text) => unknownText(text));
  };
  const choose = (): Reading => {
    const chosen = open(head);
    for (const line of head.split('\n').slice(0, -1)) chosen.line(line);
    return chosen;
  };
  return {
    line(text) {
      if (reading !== undefined) return reading.line(text);
      head += `${text}\n`;
      if (head.length >= pageHead || !mayBePage.test(head)) reading = choose();
    },
    end() {
      reading ??= choose();
      return reading.end();
    },
  };
}

/** Keeps the head until it is long enough, then hands it and all that follows to the analyser that knows it. */
function openLines(analysers: readonly Analyser[], context: Context, unknown: (head: string) => Finding): Reading {
  const waiting: string[] = [];
  let characters = 0;
  let chosen: { readonly reading: Reading | undefined; readonly head: string } | undefined;
  const choose = (): { readonly reading: Reading | undefined; readonly head: string } => {
    const head = waiting.join('\n').slice(0, headLength);
    const bare = withoutFront(waiting);
    const opened = recognise(waiting.map(bare).join('\n').slice(0, headLength), analysers)?.open(context);
    const reading = opened && { line: (line: string) => opened.line(bare(line)), end: opened.end.bind(opened) };
    for (const line of waiting.splice(0)) reading?.line(line);
    return { reading, head };
  };
  return {
    line(text) {
      if (chosen !== undefined) return chosen.reading?.line(text);
      waiting.push(text);
      characters += text.length + 1;
      if (characters >= headLength) chosen = choose();
    },
    end() {
      chosen ??= choose();
      return chosen.reading?.end() ?? unknown(chosen.head);
    },
  };
}
