/** Has things drawn in a thread of its own, which lives only as long as somebody looks at the page. */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Drawing, FromDrawer } from './drawing.ts';

/** Milliseconds for one drawing, and after the last until the thread ends; megabytes that it may use. */
const deadline = 15_000;
const idleFor = 60_000;
const megabytes = 256;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly resolve: (svg: string | undefined) => void;
}

export class Drawer {
  readonly #log: Logger;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Starts the thread, for drawings that come soon: that takes longer than most drawings. */
  wake(): Worker {
    this.#worker ??= this.#start();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.stop(), idleFor).unref();
    return this.#worker;
  }

  /** The drawing as SVG; `undefined` when it could not be made in time. */
  draw(drawing: Drawing): Promise<string | undefined> {
    const id = (this.#last += 1);
    this.wake().postMessage({ id, drawing }, []);
    return new Promise((resolve) => {
      this.#waiting.set(id, { resolve, timer: setTimeout(() => this.#fail(new Error('it took too long')), deadline).unref() });
    });
  }

  async stop(): Promise<void> {
    const ending = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    for (const id of this.#waiting.keys()) this.#settle(id, undefined);
    await ending?.terminate();
  }

  #start(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: megabytes }, execArgv: [] });
    started.unref();
    started.on('message', (answer: FromDrawer) => {
      if ('fault' in answer) this.#report(new Error(answer.fault));
      this.#settle(answer.id, 'svg' in answer ? answer.svg : undefined);
    });
    started.on('error', (error) => {
      if (this.#worker === started) this.#fail(error);
    });
    return started;
  }

  /** The thread is given up, with all that it was to draw; the next drawing starts another. */
  #fail(error: unknown): void {
    this.#report(error);
    void this.stop();
  }

  #report(error: unknown): void {
    this.#log.error({ err: error }, 'A chart could not be drawn. The table beside it has the same figures.');
  }

  #settle(id: number, svg: string | undefined): void {
    const one = this.#waiting.get(id);
    clearTimeout(one?.timer);
    this.#waiting.delete(id);
    one?.resolve(svg);
  }
}
