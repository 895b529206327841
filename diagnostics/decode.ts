/** Turns the bytes of a file into lines, as they come. */
import { binaryHead, nameBinary } from './binary.ts';
import { derLength, pemOfDer } from './certificate/pem-of-der.ts';
import { splitLines } from './split-lines.ts';

export interface Decoding {
  /** The next bytes; lines that end in them are handed on at once. */
  push(chunk: Uint8Array): void;
  /** Hands on the last line, which needs no line end. */
  end(): void;
  /** What it is when it is no text, in words that complete "This is ..."; known after the first 4 KB, or at the end. */
  readonly binary: string | undefined;
}

type Decode = (bytes: Uint8Array, last: boolean) => string;

/** Bytes that are decoded at once, so that one large chunk costs no more memory than many small ones. */
const slice = 64 * 1024;

/**
 * Decodes UTF-8, UTF-16 in both orders, with or without a mark, and Windows-1252 where it is not valid UTF-8.
 * A certificate in binary form becomes the lines of its text form.
 * @param line called for each line, without its line end, at most 64 KB long (see `splitLines`). Never called for a binary file.
 */
export function openDecoding(line: (text: string) => void): Decoding {
  const lines = splitLines(line);
  let head: Uint8Array = new Uint8Array(0);
  let decode: Decode | undefined;
  let binary: string | undefined;
  const begin = (): void => {
    const pem = pemOfDer(head);
    if (pem !== undefined) {
      lines.push(pem.join('\n'));
      decode = () => '';
      return;
    }
    const encoding = encodingOf(head);
    binary = encoding === 'utf-8' ? nameBinary(head) : undefined;
    decode = encoding === 'utf-8' ? openUtf8() : openUtf16(encoding);
    feed(head);
  };
  const feed = (bytes: Uint8Array): void => {
    if (binary !== undefined || decode === undefined) return;
    for (let at = 0; at < bytes.length; at += slice) lines.push(decode(bytes.subarray(at, at + slice), false));
  };
  return {
    push(chunk) {
      if (decode !== undefined) return feed(chunk);
      head = join(head, chunk);
      if (head.length >= Math.max(binaryHead, derLength(head))) begin();
    },
    end() {
      if (decode === undefined) begin();
      if (binary !== undefined || decode === undefined) return;
      lines.push(decode(new Uint8Array(0), true));
      lines.end();
    },
    get binary() {
      return binary;
    },
  };
}

/** By the mark at the start, else by where the zero bytes of plain letters stand. */
function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const looked = head.subarray(0, binaryHead);
  const zeros = [0, 0];
  looked.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = looked.length / 5;
  if (odd > many && even < odd / 20) return 'utf-16le';
  return even > many && odd < even / 20 ? 'utf-16be' : 'utf-8';
}

function openUtf16(encoding: 'utf-16le' | 'utf-16be'): Decode {
  const decoder = new TextDecoder(encoding);
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}

/** A slice that is not valid UTF-8 is read as Windows-1252; the next one is tried anew, since one bad byte proves little. */
function openUtf8(): Decode {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const windows = new TextDecoder('windows-1252');
  let rest: Uint8Array = new Uint8Array(0);
  let first = true;
  return (bytes, last) => {
    const all = join(rest, bytes);
    const whole = last ? all : all.subarray(0, all.length - unfinished(all));
    rest = all.slice(whole.length);
    try {
      const text = utf8.decode(whole);
      const shown = first && text.startsWith('\uFEFF') ? text.slice(1) : text;
      first &&= text === '';
      return shown;
    } catch {
      first = false;
      return windows.decode(whole);
    }
  };
}

/** How many of the last bytes begin a letter of which the rest is still to come. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
