/** Things that people drop in, from the fixtures. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/dropped');

/** One of them as text, such as `notice/en-allowed.txt`. */
export function droppedText(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** One of them as bytes, such as `certificate/leaf-alone.cer`. */
export function droppedBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(folder, path)));
}

/** Everything in the folders, each with the folder it lies in. */
export function allDropped(): { readonly folder: string; readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(folder).flatMap((kind) =>
    readdirSync(join(folder, kind), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map(({ name }) => ({ folder: kind, name, bytes: readFileSync(join(folder, kind, name)) })),
  );
}

/** What is expected of each file of a folder, as its expectation file says. */
export function expectedIn(kind: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, kind, 'expected.json'), 'utf8')) as Record<string, unknown>;
}
