/** Checks a package: its manifest by Microsoft's own schema, and what that schema does not say. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type Draft04 from 'ajv-draft-04';
import { z } from 'zod';
import { manifestVersion, type manifestOf } from './manifest.ts';

const load = createRequire(import.meta.url);
const schemaFile = `@microsoft/app-manifest/build/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`;
/** Sides in pixels that Teams asks for. */
const sides = { color: 192, outline: 32 } as const;
const signature = '89504e470d0a1a0a';

interface Parts {
  readonly manifest: ReturnType<typeof manifestOf>;
  readonly color: Uint8Array;
  readonly outline: Uint8Array;
}

/** Everything that is wrong with a package, one sentence each; empty when it is good. Asks no network. */
export async function packageFaults({ manifest, color, outline }: Parts): Promise<string[]> {
  return [...(await schemaFaults(manifest)), ...versionFaults(manifest.version), ...sizeFaults('color', color), ...sizeFaults('outline', outline)];
}

/** Where a manifest differs from Microsoft's schema. */
export async function schemaFaults(manifest: unknown): Promise<string[]> {
  const path = load.resolve(schemaFile);
  const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(path, 'utf8')));
  const { default: Ajv } = load('ajv-draft-04') as typeof Draft04;
  // The schema's formats are all patterns too, and it has more words than the draft knows.
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `manifest.json${instancePath}: ${message ?? 'is not valid'}.`);
}

/** The store compares versions number by number; the schema lets any text pass. */
function versionFaults(version: string): string[] {
  return /^\d+\.\d+\.\d+$/.test(version) ? [] : [`manifest.json/version is ${version}: set "version" in package.json to three numbers, such as 1.2.0.`];
}

function sizeFaults(name: keyof typeof sides, icon: Uint8Array): string[] {
  const bytes = Buffer.from(icon);
  const isPng = bytes.length > 24 && bytes.subarray(0, 8).toString('hex') === signature;
  const side = sides[name];
  const fits = isPng && bytes.readUInt32BE(16) === side && bytes.readUInt32BE(20) === side;
  return fits ? [] : [`${name}.png must be a PNG of ${side} by ${side} pixels.`];
}
