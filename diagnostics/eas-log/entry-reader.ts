/** Takes a mailbox log apart into entries, line by line. */
import type { FactBook } from '../../knowledge/library.ts';
import { readQuery } from './address-query.ts';
import { Entry } from './entry.ts';
import { type LogLine, readLogLine, withoutQuotes } from './log-line.ts';
import { detached, sign } from './sign.ts';
import { readExceptionLine, readHeader } from './entry-lines.ts';

export class EntryReader {
  readonly #book: FactBook;
  readonly #done: (entry: Entry) => void;
  #entry = new Entry(1);
  #line = 0;

  /** @param done gets each entry when it is complete. */
  constructor(book: FactBook, done: (entry: Entry) => void) {
    this.#book = book;
    this.#done = done;
  }

  line(written: string): void {
    this.#line += 1;
    const line = withoutQuotes(written);
    if (line === '') return;
    const read = readLogLine(line);
    switch (read.kind) {
      case 'entry':
        return this.#next();
      case 'rule':
        return;
      case 'label':
        return this.#label(read, line);
      case 'address':
        return this.#address(read, line);
      case 'http':
        return this.#http(read.code, line);
      case 'text':
        return this.#text(line);
    }
  }

  end(): void {
    this.#next();
  }

  #next(): void {
    if (!this.#entry.empty) this.#done(this.#entry);
    this.#entry = new Entry(this.#line);
  }

  #label(label: Extract<LogLine, { kind: 'label' }>, line: string): void {
    if (label.section === 'time' && (this.#entry.time !== '' || this.#entry.address !== undefined)) this.#next();
    if (label.section === 'exception') this.#entry.exception ??= sign(this.#line, line);
    if (label.name === 'ResponseTime' || label.section === 'response-body') this.#entry.answered = true;
    this.#entry.section = label.section;
    if (label.value !== '') this.#text(label.value);
  }

  #address({ query }: Extract<LogLine, { kind: 'address' }>, line: string): void {
    if (this.#entry.address !== undefined && detached(line, 300) !== this.#entry.addressText) this.#next();
    this.#entry.addressText = detached(line, 300);
    this.#entry.address = readQuery(query, this.#book);
    if (this.#entry.section !== 'request-header') this.#entry.section = 'request-header';
  }

  #http(code: string, line: string): void {
    if (this.#entry.http !== undefined && this.#entry.code !== code) this.#next();
    this.#entry.http ??= sign(this.#line, line);
    this.#entry.code = code;
    this.#entry.section = 'response-header';
  }

  #text(text: string): void {
    const entry = this.#entry;
    switch (entry.section) {
      case 'time':
        entry.time ||= /\d/.test(text) ? detached(text, 40) : '';
        return;
      case 'request-header':
        return this.#requestHeader(text);
      case 'request-body':
        return entry.requestReader.line(this.#line, text);
      case 'response-header':
        return text.startsWith('<') ? this.#body(text) : readHeader(entry, this.#line, text);
      case 'response-body':
        return this.#body(text);
      case 'state':
        entry.state ??= { word: detached(text, 40), sign: sign(this.#line, `AccessState : ${text}`) };
        return;
      case 'reason':
        entry.reason ??= { word: detached(text, 40), sign: sign(this.#line, `AccessStateReason : ${text}`) };
        return;
      case 'exception':
        return readExceptionLine(entry, this.#line, text);
      case 'none':
      case 'other':
        return text.startsWith('<') ? this.#body(text) : readHeader(entry, this.#line, text);
    }
  }

  #body(text: string): void {
    this.#entry.responseReader.line(this.#line, text);
  }

  /** A mail may have broken the first line; then what follows it belongs to the address. */
  #requestHeader(text: string): void {
    const entry = this.#entry;
    if (text.startsWith('<')) return entry.requestReader.line(this.#line, text);
    const { address } = entry;
    if (address !== undefined && !entry.addressText.includes(' HTTP/') && entry.addressText.length < 900 && !/^[\w-]{2,40}: /.test(text)) {
      entry.addressText += detached(text, 300);
      entry.address = readQuery(entry.addressText.slice(entry.addressText.indexOf('?') + 1), this.#book);
      return;
    }
    readHeader(entry, this.#line, text);
  }
}
