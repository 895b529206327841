/** Reads the XML that servers write to logs: tags and text, and nothing else. Several times quicker than a parser of all XML. */
import type { BodyFacts } from './body-facts.ts';

const declaration = /^<\?xml version="1\.0" encoding="[A-Za-z][\w.-]{0,40}" ?\?>/;
const plain = /^[\t\x20-\x7E]*$/;
/** A tag with at most one attribute, and the text behind it. Text that needs more thought is left to the parser. */
const tag = /<(?:\/([A-Za-z_][\w.:-]*)|([A-Za-z_][\w.:-]*)(?: [A-Za-z_][\w.:-]*="[^"<&]*")? ?(\/?))>([^<>&\]]*)/y;

type Part = RegExpExecArray;

/** One document. It takes lines as long as they are plain; what it hands over then is where the parser goes on. */
export class PlainTags {
  readonly #facts: BodyFacts;
  readonly #open: string[] = [];
  #text = '';
  #root: 'before' | 'within' | 'after' = 'before';
  #first = true;

  constructor(facts: BodyFacts) {
    this.#facts = facts;
  }

  /**
   * Takes a line. Nothing of it was told when it is not taken.
   * @returns how many tags it had; `undefined` when it is not plain, and `broken` when it is, and no parser could go on either.
   */
  take(written: string): number | 'broken' | undefined {
    if (!plain.test(written)) return undefined;
    const line = this.#first ? written.replace(declaration, '') : written;
    const begin = line.indexOf('<');
    const before = begin < 0 ? line : line.slice(0, begin);
    const parts = begin < 0 ? [] : partsOf(line, begin);
    if (parts === undefined || /[>&\]]/.test(before)) return undefined;
    if ((this.#open.length === 0 && before.trim() !== '') || !this.#fits(parts)) return 'broken';
    this.#first = false;
    this.#text += before;
    for (const part of parts) if (this.#facts.refused === '') this.#tell(part);
    this.#text += '\n';
    return parts.length;
  }

  /** The beginning of a document that leaves a parser where this one is, but for the text that is not told yet. */
  get soFar(): { readonly tags: string; readonly text: string } {
    return { tags: this.#root === 'after' ? '<a/>' : this.#open.map((name) => `<${name}>`).join(''), text: this.#text };
  }

  /** Whether the tags close what is open, in one root, without text around it. */
  #fits(parts: readonly Part[]): boolean {
    const open = [...this.#open];
    let after = this.#root === 'after';
    for (const [, closed, opened, empty, text = ''] of parts) {
      if (after || (closed !== undefined && open.pop() !== closed)) return false;
      if (opened !== undefined && empty === '') open.push(opened);
      after = open.length === 0;
      if (after && text.trim() !== '') return false;
    }
    return true;
  }

  #tell([, closed, opened, empty, text = '']: Part): void {
    if (this.#text !== '') this.#facts.text(this.#text);
    this.#text = text;
    if (opened !== undefined) this.#facts.open(opened);
    if (opened !== undefined && empty === '') this.#open.push(opened);
    if (closed !== undefined) this.#open.pop();
    if (opened === undefined || empty !== '') this.#facts.close(closed ?? opened ?? '');
    this.#root = this.#open.length === 0 ? 'after' : 'within';
  }
}

/** All the tags from a place on; `undefined` when anything else is among them. */
function partsOf(line: string, from: number): Part[] | undefined {
  const parts: Part[] = [];
  tag.lastIndex = from;
  for (let at = from; at < line.length; at = tag.lastIndex) {
    const part = tag.exec(line);
    if (part === null) return undefined;
    parts.push(part);
  }
  return parts;
}
