/** Debian's Chromium for the browser tests: found, installed when it is missing, started. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function findChromium(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place));
}

/** Installs Chromium from Debian's packages when there is none. */
export function installChromium(): void {
  if (findChromium() !== undefined) return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...words: string[]): void => {
    const [program = '', ...rest] = [...sudo, ...words];
    execFileSync(program, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  process.stdout.write('Chromium is missing; installing it from the Debian packages.\n');
  try {
    run('apt-get', 'update', '-q');
    run('apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium');
  } catch (error) {
    throw new Error('Chromium could not be installed. Install it by hand ("apt-get install chromium"), or set CHROMIUM_PATH.', { cause: error });
  }
}

/** Starts Chromium without a window; it reaches nothing but what the test opens. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium. Run "npm test", which installs it, or set CHROMIUM_PATH.');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args });
}
