/** Installs a set of packages for the servers beside which Stepwise is measured. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PackageSet } from './servers/on-demand.ts';

/** Installs what is not there yet; gives why not, when the registry cannot be reached. */
export async function install({ folder, packages }: PackageSet): Promise<string | undefined> {
  const list = join(folder, 'installed.txt');
  const wanted = packages.join(' ');
  if (existsSync(list) && readFileSync(list, 'utf8') === wanted) return undefined;
  mkdirSync(folder, { recursive: true });
  const how = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'];
  try {
    await promisify(execFile)('npm', ['install', ...how, '--prefix', folder, ...packages]);
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return `${wanted} could not be installed from the npm registry`;
  }
  writeFileSync(list, wanted);
  return undefined;
}
