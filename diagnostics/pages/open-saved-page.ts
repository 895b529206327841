/** Reads a web page or a mail that was saved as one file (`.mhtml`, `.eml`): its first part that is text, decoded. */
import type { Finding, Reading } from '../finding.ts';
import { splitLines } from '../split-lines.ts';
import { inSource, mostLines } from './in-source.ts';

const contentType = /^content-type:[ \t]*([a-z]{1,30}\/[\w.+-]{1,60})/im;
const longestHeader = 16 * 1024;

/** Whether a text that begins so is such a file: its header, up to the first empty line, says that parts follow, or a text that is not written plainly. */
export function beginsSavedPage(head: string): boolean {
  const header = head.split(/\n[ \t]*\n/, 1)[0] ?? '';
  const type = contentType.exec(header)?.[1]?.toLowerCase() ?? '';
  const isCoded = /^text\/(?:html|plain)$/.test(type) && /^content-transfer-encoding:[ \t]*"?(?:quoted-printable|base64)/im.test(header);
  return /^[\w-]{1,60}:/.test(header) && /^mime-version:/im.test(header) && (isCoded || /^multipart\/(?:related|alternative|mixed)$/.test(type));
}

/**
 * Memory is bounded by one line of the page.
 * @param reading reads the part; its evidence and words are given the lines of the file.
 * @param none what to say when no part is text.
 */
export function openSavedPage(reading: Reading, none: () => Finding): Reading {
  const page = new SavedPage(reading);
  return {
    line: (text) => page.line(text),
    end: () => page.end() ?? none(),
  };
}

class SavedPage {
  readonly #reading: Reading;
  readonly #places: number[] = [];
  readonly #lines = splitLines((text) => {
    if (this.#places.length < mostLines) this.#places.push(this.#begun);
    this.#begun = this.#count;
    this.#reading.line(text);
  });
  readonly #boundaries: string[] = [];
  /** Lines of the file so far, and the one where the page's line begins. */
  #count = 0;
  #begun = 1;
  #state: 'header' | 'other' | 'text' | 'over' = 'header';
  #header = '';
  #decode: (line: string) => string = (line) => `${line}\n`;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  line(text: string): void {
    this.#count += 1;
    if (this.#state === 'over') return;
    if (text.startsWith('--') && this.#boundaries.some((one) => text.startsWith(`--${one}`))) this.#nextPart();
    else if (this.#state === 'header') this.#addHeader(text);
    else if (this.#state === 'text') this.#addText(text);
  }

  /** What was found in the part; `undefined` when there is none. */
  end(): Finding | undefined {
    if (this.#state !== 'text' && this.#state !== 'over') return undefined;
    this.#lines.end();
    return inSource(this.#reading.end(), this.#places);
  }

  #nextPart(): void {
    this.#state = this.#state === 'text' ? 'over' : 'header';
    this.#header = '';
  }

  #addHeader(text: string): void {
    if (text.trim() !== '') {
      if (this.#header.length < longestHeader) this.#header += `${/^[ \t]/.test(text) ? ' ' : '\n'}${text.trim()}`;
      return;
    }
    const type = contentType.exec(this.#header)?.[1]?.toLowerCase() ?? '';
    const boundary = /;\s{0,20}boundary=(?:"([^"]{1,200})"|([^\s";]{1,200}))/i.exec(this.#header);
    if (type.startsWith('multipart/') && boundary !== null) this.#boundaries.push(boundary[1] ?? boundary[2] ?? '');
    this.#state = type === 'text/html' || type === 'text/plain' ? 'text' : 'other';
    if (this.#state === 'text') this.#decode = decoderOf(this.#header);
    this.#begun = this.#count + 1;
  }

  #addText(text: string): void {
    const decoded = this.#decode(text);
    this.#lines.push(decoded);
    if (decoded.endsWith('\n')) this.#begun = this.#count + 1;
  }
}

/** How the lines of a part become its text. */
function decoderOf(header: string): (line: string) => string {
  const decoder = new TextDecoder(/;\s{0,20}charset="?(windows-125[0-8]|iso-8859-(?:15|[1-9]))\b/i.exec(header)?.[1] ?? 'utf-8');
  switch (/^content-transfer-encoding:[ \t]*"?([\w-]{1,30})/im.exec(header)?.[1]?.toLowerCase()) {
    case 'quoted-printable':
      return (line) => decoder.decode(unquoted(line), { stream: true });
    case 'base64':
      return fromBase64((bytes) => decoder.decode(bytes, { stream: true }));
  }
  return (line) => `${line}\n`;
}

/** A line of quoted-printable (RFC 2045, section 6.7): `=3D` is a byte, and `=` at the end means that the line goes on. */
function unquoted(line: string): Uint8Array {
  const text = line.trimEnd();
  const goesOn = text.endsWith('=');
  const bytes = Buffer.from(goesOn ? text.slice(0, -1) : `${text}\n`, 'utf8').toString('latin1');
  return Buffer.from(
    bytes.replace(/=([\dA-F]{2})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
    'latin1',
  );
}

/** Four letters are three bytes, and a line may end between them. */
function fromBase64(decode: (bytes: Uint8Array) => string): (line: string) => string {
  let open = '';
  return (line) => {
    const letters = open + line.replace(/[^A-Za-z0-9+/=]/g, '');
    const whole = letters.length - (letters.length % 4);
    open = letters.slice(whole);
    return decode(Buffer.from(letters.slice(0, whole), 'base64'));
  };
}
