/** Debian's Chromium for the browser tests: found, installed when it is missing, started. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { installPackage } from './apt.ts';

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function findChromium(): string | undefined {
  return places.find((place) => place !== undefined && existsSync(place));
}

/** Installs Chromium from Debian's packages when there is none. */
export function installChromium(): void {
  if (findChromium() !== undefined) return;
  installPackage('chromium', 'Install it by hand ("apt-get install chromium"), or set CHROMIUM_PATH.');
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
