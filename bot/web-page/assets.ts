/** The page's files, read once at start and compressed when they are first asked for. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { readStyle } from '../read-style.ts';
import { ensureWebChat } from './fetch-web-chat.ts';

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  /** The content in the best encoding that the client accepts. */
  encoded(accepted: string): Promise<{ readonly encoding: string | undefined; readonly content: Buffer }>;
}

export interface Assets {
  /** Changes when any file changes, so that browsers may keep the files for ever. */
  readonly version: string;
  readonly page: string;
  readonly files: ReadonlyMap<string, Asset>;
}

const folder = import.meta.dirname;
const scripts = ['page.js', 'look.js', 'conversation-store.js', 'living-cards.js', 'newest-card.js', 'copy.js'] as const;

/** Reads all files of the page; fetches Web Chat when it is missing. */
export async function readAssets(): Promise<Assets> {
  const webChat = await ensureWebChat();
  const sources = [
    ['web-chat.js', 'text/javascript; charset=utf-8', webChat],
    ...scripts.map((name) => [name, 'text/javascript; charset=utf-8', join(folder, name)] as const),
    ['icon.svg', 'image/svg+xml', join(folder, 'icon.svg')],
  ] as const;
  const files = new Map<string, Asset>(await Promise.all(sources.map(async ([name, type, path]) => [name, asset(type, await readFile(path))] as const)));
  files.set('page.css', asset('text/css; charset=utf-8', await readStyle(folder)));
  const page = await readFile(join(folder, 'page.html'), 'utf8');
  const hash = createHash('sha256').update(page);
  for (const file of files.values()) hash.update(file.plain);
  return { version: hash.digest('hex').slice(0, 12), page, files };
}

function asset(type: string, plain: Buffer): Asset {
  const made = new Map<string, Promise<Buffer>>();
  const once = (encoding: string, make: () => Promise<Buffer>): Promise<Buffer> => {
    const content = made.get(encoding) ?? make();
    made.set(encoding, content);
    return content;
  };
  return {
    type,
    plain,
    encoded: async (accepted) => {
      if (/\bbr\b/.test(accepted)) return { encoding: 'br', content: await once('br', () => brotli(plain)) };
      if (/\bgzip\b/.test(accepted)) return { encoding: 'gzip', content: await once('gzip', () => promisify(gzip)(plain)) };
      return { encoding: undefined, content: plain };
    },
  };
}

/** Quality 5: a fifth of a second for Web Chat, and a little smaller than gzip. */
function brotli(plain: Buffer): Promise<Buffer> {
  return promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
