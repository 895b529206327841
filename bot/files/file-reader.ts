/** Reads files as they arrive, each in a thread of its own, and keeps nothing of them. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { Context } from '../../diagnostics/finding.ts';
import type { Dropped } from '../../dialogs/input.ts';
import type { FromReader, ToReader } from './messages.ts';

/** Reads one file to its end; the name is only kept. Rejects when the chunks do. */
export type ReadFile = (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<Dropped>;

/** Files read at the same time; others wait. */
const atOnce = 2;
/** Milliseconds for one file, once it is its turn, and megabytes that its thread may use. */
const deadline = 30_000;
const megabytes = 256;

const tooLong = 'Reading this file took too long. Please send only the part around the error, or paste it here.';

/** @param context what the analysers go by, at the time of each file. */
export function openFileReader(context: () => Context, log: Logger): ReadFile {
  const turn = pLimit(atOnce);
  return (name, chunks) => turn(() => readOne(name, chunks, context(), log));
}

async function readOne(name: string, chunks: AsyncIterable<Uint8Array>, context: Context, log: Logger): Promise<Dropped> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: context,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    execArgv: [],
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void worker.terminate();
  }, deadline);
  try {
    return { name, ...(await converse(worker, chunks)) };
  } catch (error) {
    if (!(error instanceof ReaderFault)) throw error;
    if (late) return { name, problem: tooLong };
    log.error({ err: error.cause }, 'A file could not be read, by a fault of ours. The person was told to paste its text.');
    return { name };
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** The reading thread ended before it answered. */
class ReaderFault extends Error {
  override readonly name = 'ReaderFault';
}

/** Sends the chunks one by one; after a refusal the rest is only read away. */
async function converse(worker: Worker, chunks: AsyncIterable<Uint8Array>): Promise<Omit<Dropped, 'name'>> {
  let refused: string | undefined;
  for await (const chunk of chunks) {
    if (refused !== undefined) continue;
    const answer = await ask(worker, { kind: 'chunk', bytes: chunk });
    if (answer.kind === 'refused') refused = answer.says;
  }
  const last = refused === undefined ? await ask(worker, { kind: 'end' }) : undefined;
  if (last?.kind === 'found') return { finding: last.finding };
  return { problem: refused ?? (last?.kind === 'refused' ? last.says : undefined) };
}

async function ask(worker: Worker, message: ToReader): Promise<FromReader> {
  const ended = once(worker, 'exit').then(() => {
    throw new ReaderFault('The reading thread ended.');
  });
  const answered = once(worker, 'message').catch((error: unknown) => {
    throw new ReaderFault('The reading thread failed.', { cause: error });
  });
  worker.postMessage(message);
  const [answer] = (await Promise.race([answered, ended])) as [FromReader];
  return answer;
}
