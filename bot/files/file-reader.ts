/** Reads files as they arrive, each in a thread of its own, and keeps nothing of them. */
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { Context } from '../../diagnostics/finding.ts';
import type { Dropped } from '../../dialogs/input.ts';
import { type Answer, ReadingThread } from './reading-thread.ts';
import { withoutSilence } from './without-silence.ts';

/** Reads one file to its end; the name is only kept. Rejects when the chunks do, or stop coming. */
export type ReadFile = (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<Dropped>;

/** How files are read. */
export interface ReadingBounds {
  /** Files read at the same time; others wait. */
  readonly atOnce: number;
  /** Milliseconds of work on one file. Waiting for it to arrive does not count: a slow line is no fault of the file. */
  readonly work: number;
  /** Milliseconds without a byte after which the sender is taken to be gone, so that nobody holds up the others by sending nothing. */
  readonly silence: number;
}
const usual: ReadingBounds = { atOnce: 4, work: 30_000, silence: 15_000 };

const tooLong = 'Reading this file took too long. Please send only the part around the error, or paste it here.';

/** @param context what the analysers go by, at the time of each file. */
export function openFileReader(context: () => Context, log: Logger, bounds: ReadingBounds = usual): ReadFile {
  const turn = pLimit(bounds.atOnce);
  return (name, chunks) =>
    turn(async () => {
      const thread = new ReadingThread(context(), bounds.work);
      try {
        const answer = await lastAnswer(thread, withoutSilence(chunks, bounds.silence));
        return { name, ...droppedOf(answer, log) };
      } finally {
        await thread.end();
      }
    });
}

/** Sends the chunks one by one. After a refusal the rest is only read away: an upload ends when all of it has passed. */
async function lastAnswer(thread: ReadingThread, chunks: AsyncIterable<Uint8Array>): Promise<Answer> {
  let answer: Answer = { kind: 'more' };
  for await (const chunk of chunks) if (answer.kind === 'more') answer = await thread.take(chunk);
  return answer.kind === 'more' ? thread.finish() : answer;
}

function droppedOf(answer: Answer, log: Logger): Omit<Dropped, 'name'> {
  switch (answer.kind) {
    case 'found':
      return { finding: answer.finding };
    case 'refused':
      return { problem: answer.says };
    case 'late':
      return { problem: tooLong };
    case 'broken':
      log.error({ err: answer.error }, 'A file could not be read, by a fault of ours. The person was told to paste its text.');
      return {};
    case 'more':
      return {};
  }
}
