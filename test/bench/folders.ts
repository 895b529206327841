/** Where things are, and folders that are gone when the bench ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const projectFolder = new URL('../..', import.meta.url).pathname;

/** What is installed on demand, databases of a run, and profiles; ignored by git. */
export const cacheFolder = join(projectFolder, '.cache/bench');

let folder: string | undefined;

/** A new folder for a server's files: on the project's own disk, because a temporary folder may be memory. */
export function newFolder(): string {
  mkdirSync(cacheFolder, { recursive: true });
  folder ??= mkdtempSync(join(cacheFolder, 'run-'));
  return mkdtempSync(join(folder, 'server-'));
}

process.on('exit', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
