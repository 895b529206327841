/** The knowledge this project ships, loaded once for all tests of a file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desk, openDesk } from '../../dialogs/desk.ts';
import { loadLibrary } from '../../knowledge/load.ts';

const folder = join(import.meta.dirname, '../../knowledge');
let desk: Desk | undefined;

/** A desk on the shipped guides. */
export function shippedDesk(): Desk {
  const files = ['guides', 'facts'].flatMap((part) =>
    readdirSync(join(folder, part)).map((name) => ({ path: `${part}/${name}`, text: readFileSync(join(folder, part, name), 'utf8') })),
  );
  desk ??= openDesk(loadLibrary(files), 'your helpdesk');
  return desk;
}
