/** Unpacks a zip with one file in it. */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { handOn, UnpackError } from './unpack-error.ts';

/** What a Mac puts beside the files of every zip: nobody means to send it. */
const besides = /^__MACOSX\/|(?:^|\/)\.DS_Store$/;
/** How a zip's entries are packed that can be read: not at all, or deflated. */
const known = new Set([0, 8]);

/**
 * Hands the one file of a zip on. Rejects with an UnpackError, or with whatever else is wrong with the zip.
 * @param longest bytes that it may have unpacked; a zip that says more is refused at once.
 */
export async function unzip(bytes: Buffer, longest: number, out: (chunk: Uint8Array) => void): Promise<void> {
  const file = await opened(bytes);
  const entry = await onlyEntry(file);
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new UnpackError('locked');
  if (!known.has(entry.compressionMethod)) throw new UnpackError('otherWay');
  if (entry.uncompressedSize > longest) throw new UnpackError('tooLarge');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  file.openReadStream(entry, (failure, stream) => {
    if (failure !== null) return reject(failure);
    stream.on('error', reject).on('end', resolve);
    stream.on('data', (chunk: Buffer) => {
      const refused = handOn(out, chunk);
      if (refused === undefined) return;
      reject(refused);
      stream.destroy();
    });
  });
  await promise;
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (failure, file) => (failure === null ? resolve(file) : reject(failure)));
  });
}

/** The one file of a zip; folders do not count. */
async function onlyEntry(file: ZipFile): Promise<Entry> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry>();
  let only: Entry | undefined;
  file.on('error', reject);
  file.on('entry', (entry: Entry) => {
    if (!entry.fileName.endsWith('/') && !besides.test(entry.fileName)) {
      if (only !== undefined) return reject(new UnpackError('several'));
      only = entry;
    }
    file.readEntry();
  });
  file.on('end', () => (only === undefined ? reject(new UnpackError('none')) : resolve(only)));
  file.readEntry();
  return promise;
}
