/** The style of a page of ours: what all have in common, then its own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @param folder where the page has its `page.css`. */
export async function readStyle(folder: string): Promise<Buffer> {
  return Buffer.concat(await Promise.all([join(import.meta.dirname, 'base.css'), join(folder, 'page.css')].map((path) => readFile(path))));
}
