/** A program of our own beside this one: asked by name, ended with the run. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { endWithRun } from '../tidy.ts';
import { askOn } from './talk.ts';

export interface Program {
  readonly pid: number;
  ask(name: string, content?: unknown): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts `programs/NAME.ts`. */
export function forkProgram(name: string, told: (name: string, content: unknown) => void = () => undefined): Program {
  const child = endWithRun(fork(join(import.meta.dirname, `${name}.ts`), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' }));
  const asking = askOn(child, told);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('exit', (code, signal) => asking.hangUp(`The program "${name}" has ended (${code ?? signal}).`));
  return {
    pid: child.pid ?? 0,
    ask: (what, content) => asking.ask(what, content),
    end: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
