/** A thread that reads one file, seen from the service: one question at a time, within a time of work. */
import { Worker } from 'node:worker_threads';
import type { Context } from '../../diagnostics/finding.ts';
import type { FromReader, ToReader } from './messages.ts';

/** Megabytes that a thread may use. */
const megabytes = 256;

/** `broken`: the thread ended by a fault of ours. `late`: it worked for too long, and was ended. */
export type Answer = FromReader | { readonly kind: 'broken'; readonly error: unknown } | { readonly kind: 'late' };

export class ReadingThread {
  readonly #worker: Worker;
  #workLeft: number;
  #ended: Answer | undefined;
  #heard: (answer: Answer) => void = () => undefined;

  /** @param work milliseconds that it may work in all. */
  constructor(context: Context, work: number) {
    this.#workLeft = work;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: context,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      execArgv: [],
    });
    this.#worker.on('message', (answer: FromReader) => this.#heard(answer));
    this.#worker.on('error', (error) => this.#over({ kind: 'broken', error }));
    this.#worker.on('exit', (code) => this.#over({ kind: 'broken', error: new Error(`The reading thread ended by itself, with ${code}.`) }));
  }

  /** Has the next bytes read; never rejects. */
  take(chunk: Uint8Array): Promise<Answer> {
    // A copy of its own: a chunk may lie in memory that it shares with other people's.
    const bytes = Uint8Array.from(chunk);
    return this.#ask({ kind: 'chunk', bytes }, [bytes.buffer]);
  }

  /** Asks what was found; never rejects. */
  finish(): Promise<Answer> {
    return this.#ask({ kind: 'end' }, []);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(message: ToReader, transfer: readonly ArrayBuffer[]): Promise<Answer> {
    if (this.#ended !== undefined) return this.#ended;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#heard = resolve;
    const began = performance.now();
    const timer = setTimeout(() => {
      this.#over({ kind: 'late' });
      void this.#worker.terminate();
    }, this.#workLeft);
    this.#worker.postMessage(message, transfer);
    const answer = await promise;
    clearTimeout(timer);
    this.#workLeft -= performance.now() - began;
    return answer;
  }

  #over(how: Answer): void {
    this.#ended ??= how;
    this.#heard(this.#ended);
  }
}
