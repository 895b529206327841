/** Builds the Teams app package: a zip of the manifest and two icons, the same bytes for the same settings. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { icons, manifestOf } from './manifest.ts';
import type { Publication } from './publication.ts';
import { packageFaults } from './validate-package.ts';

const root = join(import.meta.dirname, '../..');
/** The oldest time a zip can say, of the clock on the wall: so the time zone does not matter either. */
const mtime = new Date(1980, 0, 1);

/** The package, or everything that is wrong with it. */
export async function buildPackage(publication: Publication): Promise<Uint8Array | readonly string[]> {
  const [color, outline, version] = await Promise.all([readIcon(icons.color), readIcon(icons.outline), readVersion()]);
  const manifest = manifestOf(publication, version);
  const faults = await packageFaults({ manifest, color, outline });
  if (faults.length > 0) return faults;
  const files = { 'manifest.json': strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`), [icons.color]: color, [icons.outline]: outline };
  return zipSync(files, { level: 9, mtime });
}

/** Without what `Buffer` adds: the zip writer tells plain arrays of bytes apart. */
async function readIcon(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(root, 'bot/teams/icons', name)));
}

async function readVersion(): Promise<string> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  return version;
}
