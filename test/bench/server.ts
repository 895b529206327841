/** A server under measurement, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { keepWithUs } from './children.ts';
import { projectFolder } from './folders.ts';

export interface Program {
  /** Arguments of node, from the project's folder. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** Milliseconds from its start until it listened. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

/** Milliseconds that a server may take to listen. */
const patience = 30_000;

/**
 * Starts a server that prints a JSON line with its port.
 * @throws Error with what it said when it ends or is not ready in time.
 */
export async function startServer({ args, env }: Program): Promise<RunningServer> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: projectFolder, env: { ...bareEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  keepWithUs(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await portOf(child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  if (child.pid === undefined) throw new Error('The server has no process.');
  return {
    port,
    pid: child.pid,
    startedIn: performance.now() - began,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The least environment: settings of whoever runs the bench must not change what is measured. */
export function bareEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TMPDIR: process.env['TMPDIR'] ?? '/tmp' };
}

function portOf(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let said = '';
  const hear = (line: string): void => {
    if (said.length < 2_000) said = `${said}${line}\n`;
  };
  if (child.stdout === null || child.stderr === null) throw new Error('The server has no output.');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const port = /^\{.*"port":(\d+)/.exec(line)?.[1];
    if (port === undefined) hear(line);
    else resolve(Number(port));
  });
  createInterface({ input: child.stderr }).on('line', hear);
  child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  const timer = setTimeout(() => reject(new Error(`The server did not listen in time:\n${said}`)), patience);
  return promise.finally(() => clearTimeout(timer));
}
