/** One process of the service: the real program, started and ended like an operator would, or killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { exchange } from './programs/http.ts';
import { type Asking, askOn } from './programs/talk.ts';
import type { Environment } from './service-settings.ts';
import { endWithRun } from './tidy.ts';
import { pause } from './wait.ts';

const root = join(import.meta.dirname, '../..');
/** Milliseconds until a start is given up. */
const patience = 30_000;

const logLine = z.looseObject({ level: z.number(), msg: z.string().default(''), err: z.looseObject({ message: z.string() }).optional() });
/** A line of the log: pino's level (40 warns, 50 is an error), and its words with those of the error. */
export interface LogLine {
  readonly level: number;
  readonly words: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from the signal to the end. */
  readonly took: number;
}

export interface ProcessOptions {
  /** The program, from the project's folder. */
  readonly program?: string;
  readonly nodeOptions?: readonly string[];
}

export class ServiceProcess {
  readonly port: number;
  /** Warnings and errors, oldest first; the last few thousand. */
  readonly log: LogLine[] = [];
  /** What it wrote that is no log line: why it could not start. */
  complaint = '';
  readonly #environment: Environment;
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;
  #gone: Promise<{ code: number | null; signal: NodeJS.Signals | null }> = Promise.resolve({ code: null, signal: null });
  #line: Asking | undefined;

  constructor(port: number, environment: Environment, options: ProcessOptions = {}) {
    this.port = port;
    this.#environment = environment;
    this.#options = options;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Milliseconds of processor time it took so far. */
  get cpuTime(): number {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** Memory in use (RSS) in megabytes. */
  get memory(): number {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  }

  /** Open files and sockets. */
  get handles(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it; resolves with the milliseconds until it was ready. */
  async start(): Promise<number> {
    const began = performance.now();
    this.spawn();
    while (!(await this.isReady())) {
      if (!this.isRunning) throw new Error(`The service did not start: ${this.complaint}`);
      if (performance.now() - began > patience) throw new Error('The service was not ready in time.');
      await pause(15);
    }
    return performance.now() - began;
  }

  /** Starts it and waits for nothing. */
  spawn(): void {
    this.complaint = '';
    const { program = 'bot/main.js', nodeOptions = [] } = this.#options;
    const child = endWithRun(
      spawn(process.execPath, [...nodeOptions, program], {
        cwd: root,
        env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...this.#environment, PORT: String(this.port) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
    this.#child = child;
    this.#line = askOn(child, () => undefined);
    this.#gone = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    void this.#gone.then(() => this.#line?.hangUp('The service has ended.'));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#hear(line));
    }
  }

  /** Asks the program itself, where it is one of ours that answers. */
  async ask(name: string, content?: unknown): Promise<unknown> {
    if (this.#line === undefined) throw new Error('The service does not run.');
    return this.#line.ask(name, content);
  }

  async isReady(): Promise<boolean> {
    return (await this.readiness()) === 200;
  }

  /** What /readyz answers; 0 when nobody does. */
  async readiness(): Promise<number> {
    return (await exchange(`${this.address}/readyz`)).status;
  }

  async liveness(): Promise<number> {
    return (await exchange(`${this.address}/healthz`)).status;
  }

  /** Ends it at once, without a warning. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#gone;
  }

  /** Asks it to end. */
  async terminate(): Promise<Ended> {
    const began = performance.now();
    this.#child?.kill('SIGTERM');
    return { ...(await this.#gone), took: performance.now() - began };
  }

  /** Waits for its end, however it comes. */
  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return this.#gone;
  }

  errors(): string[] {
    return this.log.filter(({ level }) => level >= 50).map(({ words }) => words);
  }

  #hear(line: string): void {
    const parsed = logLine.safeParse(jsonOf(line));
    if (parsed.success) {
      const { level, msg, err } = parsed.data;
      if (level >= 40) this.log.push({ level, words: [msg, err?.message ?? ''].join(' ').trim() });
      if (this.log.length > 5_000) this.log.splice(0, 1_000);
    } else if (this.complaint.length < 5_000) this.complaint += `${line}\n`;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not a log line: the program's last words, perhaps.
    return undefined;
  }
}

/** A port that is free at the moment. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}
