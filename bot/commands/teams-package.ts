/** `stepwise teams-package`: the zip that is uploaded to Teams. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from '../settings.ts';
import { buildPackage } from '../teams/build-package.ts';
import { publicationOf } from '../teams/publication.ts';

const usage = 'Usage: npm run stepwise -- teams-package [--out FILE]';
const usual = 'stepwise-teams.zip';

/** Writes the package; 1 when settings are missing or it would be refused, 2 for wrong usage. */
export async function runTeamsPackage(args: readonly string[], settings: Settings): Promise<number> {
  const out = outOf(args);
  if (out === undefined) {
    console.error(usage);
    return 2;
  }
  const publication = publicationOf(settings);
  if (!('botId' in publication)) return refuse('The package needs these settings. See .env.example.', publication);
  const zip = await buildPackage(publication);
  if (!(zip instanceof Uint8Array)) return refuse('Teams would refuse the package.', zip);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, zip);
  console.log(`Written: ${out} (${zip.length} bytes). Upload it in Teams under Apps, Manage your apps, or in the Teams admin center.`);
  return 0;
}

function outOf([option, file, ...rest]: readonly string[]): string | undefined {
  if (option === undefined) return usual;
  return option === '--out' && file !== undefined && file !== '' && rest.length === 0 ? file : undefined;
}

function refuse(why: string, faults: readonly string[]): number {
  console.error([why, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  return 1;
}
