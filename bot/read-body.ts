/** A bounded JSON body. restify's own body plugins are never mounted: a stranger could stop the process with them. */
import type { IncomingMessage } from 'node:http';

/** An answer for whoever sent the body: an HTTP status and a sentence that says what to change. */
export class BodyError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'BodyError';
    this.status = status;
  }
}

export interface BodyLimits {
  /** Bytes; 256 KB unless told. */
  readonly bytes?: number;
  /** Milliseconds for the whole body; 10 seconds unless told. */
  readonly deadline?: number;
}

/** The deepest nesting of objects and arrays. */
const deepest = 20;

/**
 * Reads and parses a JSON body.
 * @throws BodyError 415 for another type or encoding, 413 over the limit, 408 when too slow, 400 for no JSON.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits = {}): Promise<unknown> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new BodyError(415, 'Send the body without content encoding.');
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) throw new BodyError(415, 'Send the body as application/json.');
  const text = await readText(request, limits.bytes ?? 256 * 1024, limits.deadline ?? 10_000);
  if (depthOf(text) > deepest) throw new BodyError(400, `The JSON is nested deeper than ${deepest} levels.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new BodyError(400, 'The body is not valid JSON.');
    throw error;
  }
}

function readText(request: IncomingMessage, most: number, deadline: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      reject(error);
    };
    const timer = setTimeout(() => fail(new BodyError(408, 'The body took too long to arrive.')), deadline);
    if (Number(request.headers['content-length'] ?? 0) > most) return fail(tooLarge(most));
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most) return fail(tooLarge(most));
      parts.push(part);
    });
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).toString('utf8'));
    });
    request.once('error', fail);
    request.once('aborted', () => fail(new BodyError(400, 'The body ended early.')));
  });
}

function tooLarge(most: number): BodyError {
  return new BodyError(413, `The body is larger than ${most} bytes.`);
}

/** The nesting of brackets outside strings, without parsing. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') most = Math.max(most, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return most;
}
