/** Activities as channels send them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../fixtures');

/** What a Bot Connector channel posts, by file name; what our own channel takes is apart. */
export const connectorRecordings = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.startsWith('direct-line'))
  .map((name) => name.slice(0, -'.json'.length));

const texts = new Map<string, string>();

/** A recorded activity that says this, from a connector at that address. */
export function recorded(name: string, text: string, serviceUrl: string): Record<string, unknown> {
  const file = texts.get(name) ?? readFileSync(join(folder, `${name}.json`), 'utf8');
  texts.set(name, file);
  return JSON.parse(file.replaceAll('"SERVICE_URL"', () => JSON.stringify(serviceUrl)).replaceAll('TEXT', () => JSON.stringify(text).slice(1, -1))) as Record<
    string,
    unknown
  >;
}
