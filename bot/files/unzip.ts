/** Unpacks a zip with one file in it. */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { handOn, UnpackError } from './unpack-error.ts';

/** What a Mac puts beside the files of every zip: nobody means to send it. */
const besides = /^__MACOSX\/|(?:^|\/)\.DS_Store$/;
/** What files of Word, Excel and PowerPoint have in them; they are zips. */
const ofOffice = /^(?:\[Content_Types\]|word\/document|xl\/workbook|ppt\/presentation)\.(?:xml|bin)$/;
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

/** Parts of a zip that are looked at to tell whether it is an office file. */
const mostLookedAt = 50;

/** The one file of a zip; folders do not count. */
async function onlyEntry(file: ZipFile): Promise<Entry> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry>();
  let only: Entry | undefined;
  let several = false;
  file.on('error', reject);
  file.on('entry', (entry: Entry) => {
    if (ofOffice.test(entry.fileName)) return reject(new UnpackError('office'));
    if (!entry.fileName.endsWith('/') && !besides.test(entry.fileName)) {
      several ||= only !== undefined;
      only ??= entry;
    }
    // Parts of an office file may stand in any order, so a few more are looked at.
    if (several && file.entriesRead >= mostLookedAt) return reject(new UnpackError('several'));
    file.readEntry();
  });
  file.on('end', () => {
    if (several || only === undefined) reject(new UnpackError(several ? 'several' : 'none'));
    else resolve(only);
  });
  file.readEntry();
  return promise;
}
