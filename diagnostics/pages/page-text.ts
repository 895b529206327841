/** The text of a saved web page, as it comes: tags are left out, no script is run, nothing is fetched. */
import { longestLine } from '../split-lines.ts';
import { decodeEntities } from './entities.ts';

/** Elements that stand on lines of their own. */
const breaking = new Set(
  (
    'address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Elements that stand beside one another on a line, as the cells of a row do. */
const cells = new Set(['td', 'th']);
/** Elements that nothing around them goes on with. */
const apart = new Set(['pre', 'table']);
/** Elements whose content nobody sees as text. */
const unseen = new Set(['iframe', 'noscript', 'script', 'select', 'style', 'svg', 'template', 'title']);
const tagBegin = /<(\/?)([a-z][a-z0-9:-]{0,40})|<[!?]/iy;

export interface PageText {
  /** The next line of the page's source. */
  line(source: string): void;
  end(): void;
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  /** The sign that ends the value of an attribute, within one. */
  quote: string;
}

/**
 * Memory is bounded by one line of the text. The cells of a row have tabs between them.
 * @param line called for each line, at most 64 KB long, and for the source's line where it begins. Empty lines come only around tables, and around and
 * within what stands there as it was typed.
 */
export function openPageText(line: (text: string, from: number) => void): PageText {
  const reader = new PageReader(line);
  return { line: (source) => reader.line(source), end: () => reader.endLine() };
}

class PageReader {
  readonly #out: (text: string, from: number) => void;
  #text = '';
  /** Lines of the source so far, and the one where the text begins. */
  #count = 0;
  #from = 0;
  /** What ends a comment or an element that is not seen, within one. */
  #until: RegExp | undefined;
  #tag: Tag | undefined;
  #isLiteral = false;
  #isBlank = true;
  #cells = 0;

  constructor(out: (text: string, from: number) => void) {
    this.#out = out;
  }

  line(source: string): void {
    this.#count += 1;
    for (let at = 0; at < source.length;) at = this.#step(source, at);
    if (!this.#isLiteral) return this.#add(' ');
    if (this.#text === '') this.#blank();
    this.endLine();
  }

  endLine(): void {
    const text = this.#isLiteral ? this.#text.trimEnd() : tidy(this.#text);
    this.#text = '';
    if (text === '') return;
    this.#isBlank = false;
    this.#out(text, this.#from);
  }

  /** An empty line, but none at the beginning and no two in a row. */
  #blank(): void {
    if (this.#isBlank) return;
    this.#isBlank = true;
    this.#out('', this.#count);
  }

  /** Takes the next piece; where the one after it begins. */
  #step(source: string, at: number): number {
    if (this.#until !== undefined) return this.#skip(source, at, this.#until);
    return this.#tag === undefined ? this.#take(source, at) : this.#within(source, at, this.#tag);
  }

  #skip(source: string, at: number, until: RegExp): number {
    until.lastIndex = at;
    const end = until.exec(source);
    if (end === null) return source.length;
    this.#until = undefined;
    if (end[1] !== undefined) this.#tag = { name: end[1].toLowerCase(), closes: true, quote: '' };
    return end.index + end[0].length;
  }

  #take(source: string, at: number): number {
    const next = source.indexOf('<', at);
    if (next !== at) this.#add(this.#shown(source.slice(at, next < 0 ? source.length : next)));
    if (next < 0) return source.length;
    if (source.startsWith('<!--', next)) {
      this.#until = /-->/g;
      return next + 4;
    }
    tagBegin.lastIndex = next;
    const begun = tagBegin.exec(source);
    if (begun === null) this.#add('<');
    else this.#tag = { name: (begun[2] ?? '').toLowerCase(), closes: begun[1] === '/', quote: '' };
    return next + (begun?.[0].length ?? 1);
  }

  /** Inside a tag, up to its end or to where the value of an attribute begins or ends. */
  #within(source: string, at: number, tag: Tag): number {
    if (tag.quote !== '') {
      const end = source.indexOf(tag.quote, at);
      if (end >= 0) tag.quote = '';
      return end < 0 ? source.length : end + 1;
    }
    const sign = /[>"']/g;
    sign.lastIndex = at;
    const found = sign.exec(source);
    if (found === null) return source.length;
    if (found[0] === '>') this.#endTag(tag, source[found.index - 1] === '/');
    else if (source[found.index - 1] === '=') tag.quote = found[0];
    return found.index + 1;
  }

  #endTag({ name, closes }: Tag, isEmpty: boolean): void {
    this.#tag = undefined;
    if (breaking.has(name)) this.endLine();
    if (apart.has(name)) this.#blank();
    if (name === 'tr') this.#cells = 0;
    if (cells.has(name) && !closes) this.#cell();
    if (name === 'pre') this.#isLiteral = !closes;
    if (unseen.has(name) && !closes && !isEmpty) this.#until = new RegExp(`</(${name})(?![a-z0-9])`, 'gi');
  }

  /** Tabs in the source are spaces; those between cells are not in it. */
  #shown(source: string): string {
    const text = decodeEntities(source);
    return this.#isLiteral ? text : text.replaceAll('\t', ' ');
  }

  #cell(): void {
    this.#cells += 1;
    if (this.#cells === 1) return this.endLine();
    if (this.#text === '') this.#from = this.#count;
    this.#text += '\t';
  }

  #add(text: string): void {
    if (this.#text.length + text.length > longestLine) this.endLine();
    if (this.#text === '') {
      if (text.trim() === '' && !this.#isLiteral) return;
      this.#from = this.#count;
    }
    this.#text += text;
  }
}

/** Spaces and line ends as one space; tabs between cells stay, also around empty ones. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\t]+/g, ' ')
    .replace(/ ?\t ?/g, '\t')
    .replace(/^ | $|\t+$/g, '');
}
