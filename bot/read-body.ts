/** Reads a JSON body within bounds. restify's own body plugins are not used: one stranger's request ends the process. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './refusal.ts';

export interface BodyBounds {
  /** The largest body, in bytes. */
  readonly bytes?: number;
  /** The time to receive it in, in milliseconds. */
  readonly milliseconds?: number;
}

const deepest = 20;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const json = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/** Whether the request says that a body follows. */
export function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON body as it came, for whoever checks a signature over it.
 * @throws Refusal with status 400, 408, 413 or 415.
 */
export async function readBytes(request: IncomingMessage, { bytes = 256 * 1024, milliseconds = 10_000 }: BodyBounds = {}): Promise<Buffer> {
  refuseEncoding(request);
  if (!json.test(request.headers['content-type'] ?? '')) throw new Refusal(415, 'Send the body as application/json in UTF-8.');
  return collect(request, bytes, milliseconds);
}

/**
 * Reads a JSON body: at most 256 KB and 10 seconds unless told otherwise, nested at most 20 deep, never compressed.
 * @throws Refusal with status 400, 408, 413 or 415.
 */
export async function readBody(request: IncomingMessage, bounds: BodyBounds = {}): Promise<unknown> {
  return parseJson(await readBytes(request, bounds));
}

/** A compressed body can be a thousand times larger than it looks, so none is read. */
export function refuseEncoding(request: IncomingMessage): void {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new Refusal(415, 'Send the body without compression.');
}

/**
 * Lets the rest of a refused body pass by, up to 64 MB and 5 seconds: a client reads the refusal only after it has sent everything.
 * The connection ends with the answer, so that nobody holds it by sending on.
 */
export async function partWith(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.complete) return;
  if (!request.destroyed) await letPass(request);
  if (!response.headersSent) response.setHeader('connection', 'close');
}

async function letPass(request: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes > 64 * 1024 * 1024) resolve();
  };
  const timer = setTimeout(resolve, 5000);
  request.on('data', count).once('end', resolve).once('close', resolve).resume();
  await promise;
  clearTimeout(timer);
  request.off('data', count);
}

function collect(request: IncomingMessage, bytes: number, milliseconds: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const tooLarge = () => reject(new Refusal(413, `The body is too large. Send at most ${Math.floor(bytes / 1024)} KB.`));
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > bytes) tooLarge();
    else chunks.push(chunk);
  };
  const lost = () => reject(new Refusal(400, 'The connection ended before the whole body arrived.'));
  const timer = setTimeout(() => reject(new Refusal(408, 'The body took too long to arrive. Send it again.')), milliseconds);
  if (Number(request.headers['content-length'] ?? 0) > bytes) tooLarge();
  else request.on('data', take);
  request.once('error', lost).once('close', lost);
  request.once('end', () => {
    request.off('error', lost).off('close', lost);
    resolve(Buffer.concat(chunks));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    request.off('data', take).resume();
  });
}

/**
 * Parses JSON that came from outside.
 * @throws Refusal 400 for what is no JSON, too deep, or has a dangerous key.
 */
export function parseJson(body: Uint8Array): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(body));
  } catch {
    throw new Refusal(400, 'The body is not JSON in UTF-8.');
  }
  if (!isHarmless(parsed, deepest)) throw new Refusal(400, `The body is nested more than ${deepest} deep, or has a key that is not allowed.`);
  return parsed;
}

/** Keys that change an object's prototype when it is copied, or make every comparison with the object throw. */
const harmful = new Set(['__proto__', 'toString', 'valueOf']);

/** Not too deep for code that walks it, and without harmful keys. */
function isHarmless(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((inner) => isHarmless(inner, levels - 1));
  // What JSON.parse made has nothing but its own keys; a list of them would be made for every object of every message.
  for (const key in value) if (harmful.has(key) || !isHarmless(Reflect.get(value, key), levels - 1)) return false;
  return true;
}
