/** Reads a multipart upload within bounds: an activity and a few files, in memory. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Upload } from '../conversations.ts';
import { BodyError, refuseEncoding } from '../read-body.ts';

export interface ReadUpload {
  /** The part named `activity`, still as text. */
  readonly activity?: string;
  readonly files: readonly Upload[];
}

/** Bytes of the whole request, of its activity part, and how many files it may hold. */
export const uploadBounds = { bytes: 10 * 1024 * 1024, activity: 512 * 1024, files: 5, milliseconds: 60_000 } as const;

/**
 * Reads the parts.
 * @throws BodyError with status 400, 408, 413 or 415.
 */
export async function readUpload(request: IncomingMessage): Promise<ReadUpload> {
  refuseEncoding(request);
  if (Number(request.headers['content-length'] ?? 0) > uploadBounds.bytes) throw tooLarge();
  const parts = new Parts();
  const busboy = openBusboy(request);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new BodyError(408, 'The upload took too long. Try again.')), uploadBounds.milliseconds);
  const count = (chunk: Buffer): void => {
    if ((parts.bytes += chunk.length) > uploadBounds.bytes) reject(tooLarge());
  };
  busboy.on('file', (field, stream, name, _encoding, type) => parts.addFile(field, stream, name, type).catch(reject));
  busboy.on('field', (field, value) => parts.addField(field, value));
  busboy.on('filesLimit', () => reject(tooMany()));
  busboy.once('finish', resolve).once('error', () => reject(new BodyError(400, 'The upload is not well-formed multipart/form-data.')));
  request.once('close', () => reject(new BodyError(400, 'The connection ended before the whole upload arrived.')));
  request.on('data', count).pipe(busboy);
  await promise.finally(() => {
    clearTimeout(timer);
    request.off('data', count).unpipe(busboy);
    request.resume();
  });
  return parts.whole();
}

function openBusboy(request: IncomingMessage): Busboy {
  const type = request.headers['content-type'];
  if (!type?.toLowerCase().startsWith('multipart/form-data')) throw new BodyError(415, 'Send the files as multipart/form-data.');
  const { activity, bytes, files } = uploadBounds;
  try {
    // One file more than allowed, because browsers send the activity as a file too.
    return new Busboy({
      headers: { 'content-type': type },
      isPartAFile: (field, _type, name) => field !== 'activity' && name !== undefined,
      limits: { fieldSize: activity, fields: 2, fileSize: bytes, files, parts: files + 2, headerPairs: 20, headerSize: 8192 },
    });
  } catch {
    throw new BodyError(400, 'The Content-Type names no boundary.');
  }
}

class Parts {
  bytes = 0;
  #activity: string | undefined;
  readonly #files: Promise<Upload>[] = [];

  addField(field: string, value: string): void {
    if (field === 'activity') this.#activity = value;
  }

  async addFile(field: string, stream: Readable, name: string, contentType: string): Promise<void> {
    const file = field === 'file' || field.startsWith('file') ? collect(stream) : undefined;
    if (file === undefined) return void stream.resume();
    this.#files.push(file.then((content) => ({ name: safeName(name), contentType, content })));
    await file;
  }

  async whole(): Promise<ReadUpload> {
    const files = await Promise.all(this.#files);
    return this.#activity === undefined ? { files } : { activity: this.#activity, files };
  }
}

async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** A name to show: no folders, no control characters, no direction marks that disguise its ending. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(-200) || 'file';
}

function tooLarge(): BodyError {
  return new BodyError(413, `The upload is too large. Send at most ${uploadBounds.bytes / 1024 / 1024} MB at once.`);
}

function tooMany(): BodyError {
  return new BodyError(413, `Send at most ${uploadBounds.files} files at once.`);
}
