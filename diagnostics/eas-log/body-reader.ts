/** Reads the XML bodies of a log as they arrive. A broken body is read tag by tag; a dangerous one is skipped. */
import { SaxesParser } from 'saxes';
import { stopAtFaults, untilBroken } from '../until-broken.ts';
import { type BodyFacts } from './body-facts.ts';
import { PlainTags } from './plain-tags.ts';
import { scanTags } from './tag-scanner.ts';

/** Attributes of one tag; more is refused. */
const mostAttributes = 256;
/** Characters between two tags; after that the body is read tag by tag, so that no text piles up. */
const longestText = 64 * 1024;
const piece = 16 * 1024;

type Mode = 'before' | 'strict' | 'scan' | 'refused';

export class BodyReader {
  readonly #facts: BodyFacts;
  #mode: Mode = 'before';
  #plain: PlainTags | undefined;
  #parser: SaxesParser | undefined;
  #sinceTag = 0;
  #attributes = 0;
  #escaped = false;

  constructor(facts: BodyFacts) {
    this.#facts = facts;
  }

  line(number: number, written: string): void {
    const trimmed = written.trimStart();
    if (trimmed.startsWith('&lt;') && this.#mode === 'before') this.#escaped = true;
    const text = this.#escaped ? unescaped(written) : written;
    if (text.trimStart().startsWith('<?xml')) this.#begin();
    if (this.#mode === 'before') {
      if (!text.trimStart().startsWith('<')) return;
      this.#begin();
    }
    if (this.#mode === 'refused') return;
    this.#facts.at(number, text.length > piece ? text.slice(0, piece) : text);
    if (text.includes('<!') && /<!(?:DOCTYPE|ENTITY)/i.test(text)) return this.#refuse('a document type, which can do harm');
    if (this.#mode === 'strict') this.#strict(text);
    else this.#scan(text);
  }

  #begin(): void {
    if (this.#mode === 'refused') return;
    this.#facts.reset();
    this.#mode = 'strict';
    this.#sinceTag = 0;
    this.#plain = new PlainTags(this.#facts);
    this.#parser = undefined;
  }

  #newParser(): SaxesParser {
    const parser = new SaxesParser({ position: false });
    stopAtFaults(parser);
    parser.on('doctype', () => this.#refuse('a document type, which can do harm'));
    parser.on('opentagstart', () => {
      this.#attributes = 0;
    });
    parser.on('attribute', () => {
      this.#attributes += 1;
      if (this.#attributes > mostAttributes) this.#refuse(`a tag with more than ${mostAttributes} attributes`);
    });
    parser.on('opentag', ({ name }) => this.#heard(() => this.#facts.open(name)));
    parser.on('closetag', ({ name }) => this.#heard(() => this.#facts.close(name)));
    parser.on('text', (text) => this.#heard(() => this.#facts.text(text)));
    parser.on('cdata', (text) => this.#heard(() => this.#facts.text(text)));
    return parser;
  }

  #heard(tell: () => void): void {
    if (this.#mode !== 'strict') return;
    this.#sinceTag = 0;
    tell();
    if (this.#facts.refused !== '') this.#mode = 'refused';
  }

  #strict(text: string): void {
    const tags = text.length > piece ? undefined : this.#plain?.take(text);
    if (tags === undefined) return this.#parse(text);
    if (tags === 'broken') {
      this.#mode = 'scan';
      return this.#scan(text);
    }
    this.#sinceTag = tags > 0 ? 0 : this.#sinceTag + text.length + 1;
    if (this.#facts.refused !== '') this.#mode = 'refused';
    else if (this.#sinceTag > longestText) this.#mode = 'scan';
  }

  /** The parser goes on where plain tags end. What is open is told to it before it tells anything. */
  #parserFrom({ tags, text }: PlainTags['soFar']): SaxesParser {
    this.#mode = 'before';
    const parser = this.#newParser();
    parser.write(tags);
    this.#mode = 'strict';
    this.#plain = undefined;
    return parser.write(text);
  }

  #parse(text: string): void {
    if (this.#plain !== undefined) this.#parser = this.#parserFrom(this.#plain.soFar);
    const line = `${text}\n`;
    for (let from = 0; from < line.length && this.#mode === 'strict'; from += piece) {
      const part = line.length <= piece ? line : line.slice(from, from + piece);
      this.#sinceTag += part.length;
      const whole = untilBroken(() => void this.#parser?.write(part));
      if (!whole && this.#mode === 'strict') this.#mode = 'scan';
      if (this.#sinceTag > longestText) this.#mode = 'scan';
    }
    if (this.#mode === 'strict') return;
    this.#parser = undefined;
    // What broke may hide what follows it in the same line.
    this.#scan(text);
  }

  #scan(text: string): void {
    for (let from = 0; from < text.length && this.#mode === 'scan'; from += piece) {
      scanTags(text.length <= piece ? text : text.slice(from, from + piece), this.#facts);
      if (this.#facts.refused !== '') this.#mode = 'refused';
    }
  }

  #refuse(why: string): void {
    this.#mode = 'refused';
    this.#facts.refused = why;
    this.#parser = undefined;
  }
}

/** A log that was pasted as a web page's text has its tags escaped. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
