/**
 * The library as the last start found it: reading and checking the same files with the same program comes out the same,
 * and is a good part of the start. What is kept is only ever a saving; without it everything is read anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Library } from '../knowledge/library.ts';
import type { KnowledgeFile } from '../knowledge/yaml-file.ts';

const root = join(import.meta.dirname, '..');

/** Bytes of a SHA-256. */
const digestLength = 32;

/**
 * The library of knowledge files, out of a file when that was written for these files and this program.
 * @throws KnowledgeError with every fault of every file; nothing is kept then.
 */
export async function openLibrary(files: readonly KnowledgeFile[], keptIn = join(root, '.cache/library')): Promise<Library> {
  const key = await keyOf(files);
  const kept = await readKept(keptIn, key);
  if (kept !== undefined) return kept;
  // The reader of YAML and all that checks it are seldom needed.
  const { loadLibrary } = await import('../knowledge/load.ts');
  const library = loadLibrary(files);
  await keep(keptIn, key, library).catch(() => undefined);
  return library;
}

/** Changes with any file of the knowledge, with the code that reads it, the packages, and Node.js. */
async function keyOf(files: readonly KnowledgeFile[]): Promise<Buffer> {
  const code = (await readdir(join(root, 'knowledge'))).filter((name) => name.endsWith('.ts')).map((name) => `knowledge/${name}`);
  const texts = await Promise.all([...code, 'package-lock.json'].toSorted().map(async (name) => [name, await readFile(join(root, name), 'utf8')]));
  const all = [process.version, ...texts, ...files.map(({ path, text }) => [path, text])];
  return sha256(Buffer.from(JSON.stringify(all)));
}

/** What was kept under that key and is whole. */
async function readKept(path: string, key: Buffer): Promise<Library | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes?.subarray(0, digestLength).equals(key) !== true) return undefined;
  const written = bytes.subarray(2 * digestLength);
  if (!bytes.subarray(digestLength, 2 * digestLength).equals(sha256(written))) return undefined;
  return deserialize(written) as Library;
}

/** Whole or not at all, for another start may read meanwhile. */
async function keep(path: string, key: Buffer, library: Library): Promise<void> {
  const written = serialize(library);
  const unfinished = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(unfinished, Buffer.concat([key, sha256(written), written]));
  await rename(unfinished, path);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
