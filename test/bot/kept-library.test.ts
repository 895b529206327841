import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { openLibrary } from '../../bot/kept-library.ts';
import { KnowledgeError } from '../../knowledge/fault.ts';
import type { Library } from '../../knowledge/library.ts';
import { loadLibrary } from '../../knowledge/load.ts';
import { paperGuide, smallFiles } from '../support/small-knowledge.ts';

const headLength = 64;
const folder = mkdtempSync(join(tmpdir(), 'stepwise-kept-'));
const path = join(folder, 'cache/library');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(join(folder, 'cache'), { recursive: true, force: true }));

const changed = { 'guides/paper-jam.yaml': paperGuide.replace('title:', 'title: Another') };

/** Puts something else in what was kept, as whole as before. */
function forge(change: (library: Library) => unknown): void {
  const bytes = readFileSync(path);
  const written = serialize(change(deserialize(bytes.subarray(headLength)) as Library));
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 32), createHash('sha256').update(written).digest(), written]));
}

describe('The library that the last start left', () => {
  it('is the same as one that is read', async () => {
    expect(await openLibrary(smallFiles(), path)).toStrictEqual(loadLibrary(smallFiles()));
    expect(await openLibrary(smallFiles(), path)).toStrictEqual(loadLibrary(smallFiles()));
  });

  it('is taken for the same files, and for no others', async () => {
    await openLibrary(smallFiles(), path);
    forge((library) => ({ ...library, guides: new Map() }));
    expect((await openLibrary(smallFiles(), path)).guides.size).toBe(0);
    expect(await openLibrary(smallFiles(changed), path)).toStrictEqual(loadLibrary(smallFiles(changed)));
    expect((await openLibrary(smallFiles(), path)).guides.size).toBe(2);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    ['cut in its head', (bytes: Buffer) => bytes.subarray(0, 40)],
    ['empty', () => Buffer.alloc(0)],
    ['with a byte of another value', (bytes: Buffer) => Buffer.from(bytes.with(bytes.length - 5, (bytes.at(-5) ?? 0) ^ 1))],
  ])('is not taken %s', async (_, spoil) => {
    await openLibrary(smallFiles(), path);
    const whole = readFileSync(path);
    writeFileSync(path, spoil(whole));
    expect(await openLibrary(smallFiles(), path)).toStrictEqual(loadLibrary(smallFiles()));
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it('is never one with faults', async () => {
    await expect(openLibrary(smallFiles({ 'guides/paper-jam.yaml': 'id: paper-jam\n' }), path)).rejects.toThrow(KnowledgeError);
    expect(existsSync(path)).toBe(false);
  });

  it('is done without where nothing can be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect((await openLibrary(smallFiles(), join(folder, 'file/library'))).guides.size).toBe(2);
  });
});
