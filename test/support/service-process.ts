/** The real program in a process of its own: what it prints, whether it lives, how much memory it holds. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In memory where the machine has such a folder: what is tested here is not the disk. */
const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const root = join(import.meta.dirname, '../..');
/** Collects garbage when asked from outside, so that memory can be compared. */
const collector = `data:text/javascript,process.on('SIGUSR2', () => { globalThis.gc(); globalThis.gc(); })`;
/** Settings that lift every limit. */
export const noLimits: Readonly<Record<string, string>> = {
  ACTIVITIES_PER_MINUTE: '0',
  ACTIVITIES_PER_MINUTE_ADDRESS: '0',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
  UPLOADS_PER_HOUR: '0',
  MEGABYTES_PER_HOUR_ADDRESS: '0',
  STREAMS: '0',
  STREAMS_PER_ADDRESS: '0',
};

export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(folder, 'stepwise-'));
  /** The file that it keeps everything in, until it is stopped. */
  readonly database = join(this.#folder, 'stepwise.db');
  /** Everything it wrote to its log and to standard error. */
  output = '';
  errors = '';
  port = 0;
  /** How it ended, once it has. */
  ended: string | undefined;

  private constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--expose-gc', '--import', collector, 'bot/main.js'], {
      cwd: root,
      env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: `sqlite:${this.database}`, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.#child.once('exit', (code, signal) => (this.ended = `exit ${code ?? signal}`));
    process.once('exit', () => this.#child.kill('SIGKILL'));
  }

  /** Starts it with these settings, on a free port, with a store of its own. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const service = new ServiceProcess(env);
    while (service.port === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      service.port = Number(/"port":(\d+)/.exec(service.output)?.[1] ?? 0);
      if (service.ended !== undefined) throw new Error(`The program ended before it was ready: ${service.ended}\n${service.output}${service.errors}`);
    }
    return service;
  }

  /** The process's id. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resident memory in bytes, after its garbage was collected. */
  async memory(): Promise<number> {
    for (let round = 0; round < 3; round += 1) {
      this.#child.kill('SIGUSR2');
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) * 1024;
  }

  /** Sockets that it holds open. */
  async sockets(): Promise<number> {
    const folder = `/proc/${this.#child.pid}/fd`;
    const targets = await Promise.all((await readdir(folder)).map((name) => readlink(join(folder, name)).catch(() => '')));
    return targets.filter((target) => target.startsWith('socket:')).length;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.ended === undefined && this.#child.kill('SIGTERM')) await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
