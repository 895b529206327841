/** Reads a multipart upload within bounds: an activity and a few files, in memory. */
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Upload } from '../conversations.ts';
import { Refusal } from '../refusal.ts';
import { refuseEncoding } from '../read-body.ts';

export interface ReadUpload {
  /** The part named `activity`, still as text. */
  readonly activity?: string;
  readonly files: readonly Upload[];
}

/** Bytes of the whole request and of its activity part, the number of files, and the time in milliseconds. */
const bounds = { bytes: 10 * 1024 * 1024, activity: 512 * 1024, files: 5, milliseconds: 60_000 } as const;

/**
 * Reads the parts: at most 5 files and 10 MB in all.
 * @throws Refusal with status 400, 408, 413 or 415.
 */
export async function readUpload(request: IncomingMessage): Promise<ReadUpload> {
  refuseEncoding(request);
  if (Number(request.headers['content-length'] ?? 0) > bounds.bytes) throw tooLarge();
  const busboy = openBusboy(request);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const parts = collectParts(busboy, reject);
  const stopCounting = countBytes(request, () => reject(tooLarge()));
  const timer = setTimeout(() => reject(new Refusal(408, 'The upload took too long. Try again.')), bounds.milliseconds);
  busboy.once('finish', () => resolve());
  request.on('error', () => reject(cutOff())).once('close', () => request.complete || reject(cutOff()));
  request.pipe(busboy);
  await promise.finally(() => {
    clearTimeout(timer);
    stopCounting();
    request.unpipe(busboy);
    request.resume();
  });
  return parts;
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

function collectParts(busboy: BusboyInstance, fail: (error: Refusal) => void): ReadUpload {
  const malformed = () => fail(new Refusal(400, 'The upload is not well-formed multipart/form-data.'));
  const files: Upload[] = [];
  const parts: { activity?: string; files: Upload[] } = { files };
  busboy.on('file', (_field, stream, name, _encoding, contentType) => {
    const chunks: Buffer[] = [];
    stream.on('error', malformed).on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('end', () => files.push({ name: safeName(name), contentType, content: new Uint8Array(Buffer.concat(chunks)) }));
  });
  busboy.on('field', (field, value, _nameCut, valueCut) => {
    if (valueCut) fail(tooLarge());
    else if (field === 'activity') parts.activity = value;
  });
  for (const limit of ['filesLimit', 'partsLimit', 'fieldsLimit'] as const) {
    busboy.on(limit, () => fail(new Refusal(413, `Send at most ${bounds.files} files at once.`)));
  }
  busboy.on('error', malformed);
  return parts;
}

/** Counts what arrives, parts or not: text around the parts is not free either. */
function countBytes(request: IncomingMessage, tooMany: () => void): () => void {
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > bounds.bytes) tooMany();
  };
  request.on('data', count);
  return () => request.off('data', count);
}

/** A name to show: no folders, no control characters, no direction marks that disguise its ending. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(-200) || 'file'
  );
}

function tooLarge(): Refusal {
  return new Refusal(413, `The upload is too large. Send at most ${bounds.bytes / 1024 / 1024} MB at once.`);
}

function cutOff(): Refusal {
  return new Refusal(400, 'The connection ended before the whole upload arrived.');
}
