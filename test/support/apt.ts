/** Debian packages that the tests need and a machine may lack. */
import { execFileSync } from 'node:child_process';

/** Runs a program as root, with sudo where we are not root; it asks nothing. */
export function asRoot(...words: string[]): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [program = '', ...rest] = [...sudo, ...words];
  execFileSync(program, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/**
 * Installs a Debian package without what it only recommends.
 * @param otherwise what a person can do when that fails, as a sentence.
 */
export function installPackage(name: string, otherwise: string): void {
  process.stdout.write(`${name} is missing; installing it from the Debian packages.\n`);
  try {
    asRoot('apt-get', 'update', '-q');
    asRoot('apt-get', 'install', '-y', '-q', '--no-install-recommends', name);
  } catch (error) {
    throw new Error(`The Debian package ${name} could not be installed. ${otherwise}`, { cause: error });
  }
}
