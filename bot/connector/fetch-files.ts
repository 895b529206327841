/** The files of a posted activity, fetched from where the channel keeps them and read as they arrive. */
import type { IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Dropped } from '../../dialogs/input.ts';
import { get as httpGet } from '../node-http.ts';
import { safeName } from '../files/file-name.ts';
import type { Upload } from '../conversations.ts';
import type { ReadFile } from '../files/file-reader.ts';
import type { IncomingActivity } from './incoming.ts';
import { isFileAddress } from './service-address.ts';

/** Files of one activity that are read. */
const mostFiles = 5;
/** Bytes of a file, and milliseconds for fetching all of them: the channel waits for our answer meanwhile. */
const longest = 50 * 1024 * 1024;
const patience = 8_000;
/** Bytes of a file that is kept. */
const longestKept = 10 * 1024 * 1024;

/** Keeps a file of a conversation, and gives its id. */
export type Keep = (file: Upload) => Promise<string>;

const says = {
  picture: 'I cannot read pictures. Please type the code or the words that it shows.',
  elsewhere: 'I cannot fetch a file from there. Please paste its text here.',
  link: 'I got a link to a page instead of the file. Please paste the text of the file here, or send it from a computer.',
  failed: 'I could not fetch this file. Please send it once more, or paste the part around the error.',
  late: 'I could not fetch this file in time. Please send only the part around the error, or paste it here.',
  tooMany: 'I read at most 5 files at once. Please send this one apart.',
  tooLarge: 'This file is too large. Send at most 50 MB, or paste the part around the error.',
} as const;

const attachment = z.object({
  contentType: z.string(),
  name: z.string().nullish().catch(undefined),
  contentUrl: z.string().nullish().catch(undefined),
  content: z
    .object({ downloadUrl: z.string().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
});
type Attachment = z.infer<typeof attachment>;
const attachments = z.array(attachment).catch([]);

/**
 * Fetches and reads every file of an activity; never rejects. No token of the bot's goes along.
 * @param keep keeps a file for the helpdesk, where the person agreed to it, and gives its id.
 */
export async function fetchFiles(activity: IncomingActivity, hasApp: boolean, readFile: ReadFile, log: Logger, keep?: Keep): Promise<readonly Dropped[]> {
  const files = attachments.parse(activity['attachments'] ?? []).filter((one) => addressOf(one) !== undefined);
  if (files.length === 0) return [];
  const signal = AbortSignal.timeout(patience);
  const named = files.map((file, index) => ({ file, name: safeName(file.name ?? `file ${index + 1}`) }));
  const read = named.slice(0, mostFiles).map(({ file, name }) => fetchFile(file, name, { hasApp, readFile, log, signal, keep }));
  return [...(await Promise.all(read)), ...named.slice(mostFiles).map(({ name }) => ({ name, problem: says.tooMany }))];
}

function addressOf({ content, contentUrl }: Attachment): string | undefined {
  return content?.downloadUrl ?? contentUrl ?? undefined;
}

interface Fetching {
  readonly hasApp: boolean;
  readonly readFile: ReadFile;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly keep: Keep | undefined;
}

async function fetchFile(file: Attachment, name: string, { hasApp, readFile, log, signal, keep }: Fetching): Promise<Dropped> {
  if (file.contentType.startsWith('image/')) return { name, problem: says.picture };
  const address = addressOf(file) ?? '';
  if (!isFileAddress(address, hasApp)) return { name, problem: says.elsewhere };
  try {
    const response = await open(new URL(address), signal);
    const problem = refusalOf(response, file.contentType.startsWith('text/html') || /\.x?html?$/i.test(name));
    if (problem === undefined && keep !== undefined) return await readAndKeep(name, response, readFile, keep);
    if (problem === undefined) return await readFile(name, bounded(response));
    response.destroy();
    return { name, problem };
  } catch (error) {
    if (error instanceof TooLarge) return { name, problem: says.tooLarge };
    log.warn({ err: error }, 'A file that somebody sent could not be fetched.');
    return { name, problem: signal.aborted ? says.late : says.failed };
  }
}

/** The same bytes are read and kept; one that is too large to be kept is only read. */
async function readAndKeep(name: string, response: IncomingMessage, readFile: ReadFile, keep: Keep): Promise<Dropped> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  async function* copied(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bounded(response)) {
      bytes += chunk.length;
      if (bytes <= longestKept) chunks.push(chunk);
      yield chunk;
    }
  }
  const dropped = await readFile(name, copied());
  // A reader may have had enough before the end; half a file is of use to nobody. A private key is nobody's but its owner's.
  if (dropped.finding?.isSecret === true || bytes > longestKept || !response.readableEnded) return dropped;
  return { ...dropped, kept: await keep({ name, contentType: 'application/octet-stream', content: new Uint8Array(Buffer.concat(chunks)) }) };
}

function open(address: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (address.protocol === 'https:' ? httpsGet : httpGet)(address, { signal, headers: { 'accept-encoding': 'identity' } });
  request.once('response', resolve).once('error', reject);
  return promise;
}

/**
 * Only the file itself will do, and only when it is not said to be too large: a redirect could lead anywhere, and a page
 * instead of the file asks for a sign-in. @param isPage whether the file is a page itself.
 */
function refusalOf({ statusCode, headers }: IncomingMessage, isPage: boolean): string | undefined {
  if (statusCode !== 200) return says.failed;
  if (Number(headers['content-length'] ?? 0) > longest) return says.tooLarge;
  return !isPage && headers['content-type']?.startsWith('text/html') === true ? says.link : undefined;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

async function* bounded(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > longest) throw new TooLarge();
    yield chunk;
  }
}
