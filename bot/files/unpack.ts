/** A file as it is, out of gzip, or out of a zip with one file in it; bombs are refused. */
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** A packed file that will not be unpacked; the message is for the person who sent it. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}

export interface Unpacker {
  /** @throws UnpackError */
  push(chunk: Uint8Array): Promise<void>;
  /** @throws UnpackError */
  end(): Promise<void>;
}

/** Bytes of a zip, and bytes that come out of anything packed. */
const longestZip = 10 * 1024 * 1024;
const longestUnpacked = 50 * 1024 * 1024;

const tooLarge = 'This file is too large when it is unpacked. Send at most 50 MB, or only the part around the error.';
const notOne = 'This zip has more than one file in it. Please send the one file with the text.';
const broken = 'This packed file is damaged. Please pack it again, or send it unpacked.';
const locked = 'This zip is locked with a password. Please send the file unpacked.';

/** Hands what is inside to `out`, in order; what is not packed goes through as it is. */
export function openUnpacker(out: (chunk: Uint8Array) => void): Unpacker {
  let inner: Unpacker | undefined;
  let head = Buffer.alloc(0);
  const choose = (): Unpacker => {
    if (head[0] === 0x1f && head[1] === 0x8b) return gzip(out);
    return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4 ? zip(out) : { push: async (chunk) => out(chunk), end: async () => {} };
  };
  return {
    async push(chunk) {
      if (inner !== undefined) return inner.push(chunk);
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) return;
      inner = choose();
      return inner.push(head);
    },
    async end() {
      inner ??= choose();
      if (head.length < 4) await inner.push(head);
      return inner.end();
    },
  };
}

function counted(out: (chunk: Uint8Array) => void): (chunk: Uint8Array) => void {
  let bytes = 0;
  return (chunk) => {
    bytes += chunk.length;
    if (bytes > longestUnpacked) throw new UnpackError(tooLarge);
    out(chunk);
  };
}

function gzip(out: (chunk: Uint8Array) => void): Unpacker {
  const stream = createGunzip();
  const give = counted(out);
  let failure: Error | undefined;
  stream.on('data', (chunk: Buffer) => {
    try {
      give(chunk);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  stream.on('error', (error) => (failure = error instanceof UnpackError ? error : new UnpackError(broken)));
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  return {
    async push(chunk) {
      check();
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
      check();
    },
    async end() {
      check();
      const closed = once(stream, 'close');
      stream.end();
      await closed;
      check();
    },
  };
}

function zip(out: (chunk: Uint8Array) => void): Unpacker {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    async push(chunk) {
      bytes += chunk.length;
      if (bytes > longestZip) throw new UnpackError('This zip is too large. Send at most 10 MB packed.');
      parts.push(chunk);
    },
    end: () => unzip(Buffer.concat(parts), counted(out)),
  };
}

async function unzip(bytes: Buffer, out: (chunk: Uint8Array) => void): Promise<void> {
  const file = await opened(bytes);
  const entry = await onlyEntry(file);
  if (entry.uncompressedSize > longestUnpacked) throw new UnpackError(tooLarge);
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new UnpackError(locked);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  file.openReadStream(entry, (failure, stream) => {
    if (failure !== null) return reject(new UnpackError(broken));
    stream.on('error', (error) => reject(error instanceof UnpackError ? error : new UnpackError(broken))).on('end', resolve);
    stream.on('data', (chunk: Buffer) => {
      try {
        out(chunk);
      } catch (error) {
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  await promise;
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (failure, file) => (failure === null ? resolve(file) : reject(new UnpackError(broken))));
  });
}

/** The one file of a zip; folders do not count. */
async function onlyEntry(file: ZipFile): Promise<Entry> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry>();
  let only: Entry | undefined;
  file.on('error', () => reject(new UnpackError(broken)));
  file.on('entry', (entry: Entry) => {
    if (!entry.fileName.endsWith('/')) {
      if (only !== undefined) return reject(new UnpackError(notOne));
      only = entry;
    }
    file.readEntry();
  });
  file.on('end', () => (only === undefined ? reject(new UnpackError('This zip has no file in it.')) : resolve(only)));
  file.readEntry();
  return promise;
}
