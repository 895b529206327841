/** Reads a multipart upload within bounds: an activity and a few files, in memory. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Upload } from '../conversations.ts';
import type { Dropped } from '../../dialogs/input.ts';
import { safeName } from '../files/file-name.ts';
import type { ReadFile } from '../files/file-reader.ts';
import { Refusal } from '../refusal.ts';
import { refuseEncoding } from '../read-body.ts';

export interface ReadUpload {
  /** The part named `activity`, still as text. */
  readonly activity?: string;
  readonly files: readonly ArrivedFile[];
}

/** A file that was read; its bytes only where they are to be kept, and never those of a private key. */
export interface ArrivedFile {
  readonly dropped: Dropped;
  readonly contentType: string;
  readonly kept?: Upload | undefined;
}

/** Bytes of files that one upload may have, in all. */
export const mostUpload = 50 * 1024 * 1024;
/** Bytes of the whole request and of its activity part, the number of files, and the time in milliseconds. */
const bounds = { bytes: mostUpload + 1024 * 1024, kept: 10 * 1024 * 1024, activity: 512 * 1024, files: 5, milliseconds: 120_000 } as const;

/**
 * Reads the parts: at most 5 files and 50 MB in all. The files are read as they arrive.
 * @param keeps whether their bytes are to be kept too; then at most 10 MB.
 * @throws Refusal with status 400, 408, 413 or 415.
 */
export async function readUpload(request: IncomingMessage, readFile: ReadFile, keeps: boolean): Promise<ReadUpload> {
  refuseEncoding(request);
  const most = keeps ? bounds.kept : bounds.bytes;
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const busboy = openBusboy(request);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const { parts, reading, drop } = collectParts(busboy, readFile, keeps, reject);
  const stopCounting = countBytes(request, most, () => reject(tooLarge(most)));
  const timer = setTimeout(() => reject(new Refusal(408, 'The upload took too long. Try again.')), bounds.milliseconds);
  busboy.once('finish', () => resolve());
  request.on('error', () => reject(cutOff())).once('close', () => request.complete || reject(cutOff()));
  request.pipe(busboy);
  promise.catch(drop);
  await promise.finally(() => {
    clearTimeout(timer);
    stopCounting();
    request.unpipe(busboy);
    request.resume();
  });
  return { ...parts, files: await Promise.all(reading) };
}

function openBusboy(request: IncomingMessage): BusboyInstance {
  const type = request.headers['content-type'];
  if (!type?.toLowerCase().startsWith('multipart/form-data')) throw new Refusal(415, 'Send the files as multipart/form-data.');
  const { activity, bytes, files } = bounds;
  try {
    return new Busboy({
      headers: { 'content-type': type },
      // Browsers give the activity a file name too.
      isPartAFile: (field, _type, name) => field !== 'activity' && name !== undefined,
      limits: { fieldSize: activity, fields: 2, fileSize: bytes, files, parts: files + 2, headerPairs: 20, headerSize: 8192 },
    });
  } catch {
    throw new Refusal(400, 'The Content-Type names no boundary.');
  }
}

function collectParts(busboy: BusboyInstance, readFile: ReadFile, keeps: boolean, fail: (error: unknown) => void) {
  const malformed = () => fail(new Refusal(400, 'The upload is not well-formed multipart/form-data.'));
  const reading: Promise<ArrivedFile>[] = [];
  const streams: Readable[] = [];
  const parts: { activity?: string } = {};
  busboy.on('file', (_field, stream, name, _encoding, contentType) => {
    stream.on('error', malformed);
    streams.push(stream);
    const arriving = readArriving(stream, { name: safeName(name), contentType, keeps }, readFile);
    arriving.catch(fail);
    reading.push(arriving);
  });
  busboy.on('field', (field, value, _nameCut, valueCut) => {
    if (valueCut) fail(tooLarge(bounds.activity));
    else if (field === 'activity') parts.activity = value;
  });
  for (const limit of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const) {
    busboy.on(limit, () => fail(new Refusal(413, `Send at most ${bounds.files} files at once.`)));
  }
  busboy.on('error', malformed);
  /** An upload that failed sends no more of its files: whoever reads one must not wait for the rest. */
  const drop = (): void => streams.forEach((stream) => stream.destroy(cutOff()));
  return { parts, reading, drop };
}

interface Arriving {
  readonly name: string;
  readonly contentType: string;
  readonly keeps: boolean;
}

async function readArriving(stream: Readable, { name, contentType, keeps }: Arriving, readFile: ReadFile): Promise<ArrivedFile> {
  const chunks: Buffer[] = [];
  if (keeps) stream.on('data', (chunk: Buffer) => chunks.push(chunk)).pause();
  const dropped = await readFile(name, stream);
  const mayKeep = keeps && dropped.finding?.isSecret !== true;
  return { dropped, contentType, kept: mayKeep ? { name, contentType, content: new Uint8Array(Buffer.concat(chunks)) } : undefined };
}

/** Counts what arrives, parts or not: text around the parts is not free either. */
function countBytes(request: IncomingMessage, most: number, tooMany: () => void): () => void {
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > most) tooMany();
  };
  request.on('data', count);
  return () => request.off('data', count);
}

function tooLarge(most: number): Refusal {
  return new Refusal(413, `The upload is too large. Send at most ${Math.floor(most / 1024 / 1024 / 10) * 10 || 0.5} MB at once.`);
}

function cutOff(): Refusal {
  return new Refusal(400, 'The connection ended before the whole upload arrived.');
}
