/** What is shipped is what the documents say, pinned, and under licences that allow it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), allowScripts: z.record(z.string(), z.boolean()) })
  .parse(JSON.parse(read('package.json')));
const entry = z.object({
  dev: z.boolean().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
});
const lock = z.object({ packages: z.record(z.string(), entry) }).parse(JSON.parse(read('package-lock.json')));
const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
const allowed =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|PSF-2\.0|Python-2\.0|Unlicense|CC0-1\.0|AFL-2\.1 OR BSD-3-Clause)\)?$/;

it('Every direct dependency stands in SECURITY.md with its reason, and nothing else does', () => {
  const listed = [...read('SECURITY.md').matchAll(/^\| `([^`]+)` \| (.{10,}) \|$/gm)].map((match) => match[1]);
  expect(listed).toEqual(Object.keys(manifest.dependencies).toSorted());
});

/** Says it in its Readme alone. */
const saidElsewhere = new Map([['node_modules/escape-regexp-component', 'MIT']]);

it('Every shipped package has a checksum and a licence that allows it', () => {
  expect(shipped.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  const licences = shipped.map(([path, { license }]) => [path, license ?? saidElsewhere.get(path) ?? 'none']);
  expect(licences.filter(([, licence]) => !allowed.test(licence ?? ''))).toEqual([]);
});

it('Only packages that are named may run a script at install', () => {
  expect(Object.keys(manifest.allowScripts)).toEqual(['node']);
});
