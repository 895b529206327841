/** Reads tags where the XML is broken: takes what looks like a tag, line by line, and lets the rest be. */
import type { TagListener } from './body-facts.ts';

const tag = /<(\/?)([A-Za-z][\w:.-]{0,79})(?![\w:.-])([^<>]{0,400})>([^<]{0,200})/g;

/** Hands the tags of a line on to `listener`. Takes time in proportion to the line's length. */
export function scanTags(line: string, listener: TagListener): void {
  for (const [, slash, name, rest, text] of line.matchAll(tag)) {
    if (name === undefined || rest === undefined) continue;
    if (slash === '/') listener.close(name);
    else {
      listener.open(name);
      if (rest.trimEnd().endsWith('/')) listener.close(name);
    }
    if (text !== undefined && text.trim() !== '') listener.text(text);
  }
}
