/** One page that shows every card as the `adaptivecards` renderer draws it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { renderCard } from '../../cards/render-card.ts';
import { renderText } from '../../cards/render-text.ts';
import type { Reply } from '../../dialogs/reply.ts';

const parts = join(import.meta.dirname, '..', 'gallery-page');
const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

/** Writes `index.html` into the folder: one file that asks nothing of any server. Returns its path. */
export async function writeGallery(replies: readonly { readonly name: string; readonly reply: Reply }[], folder: string): Promise<string> {
  const file = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await writeFile(file, await pageOf(replies.map(({ name, reply }) => shownCard(name, reply))));
  return file;
}

function shownCard(name: string, reply: Reply) {
  const card = renderCard(reply);
  return { name, kind: reply.kind, bytes: Buffer.byteLength(JSON.stringify(card)), text: renderText(reply), card };
}

async function pageOf(cards: readonly ReturnType<typeof shownCard>[]): Promise<string> {
  const [page, style, themes, script, library] = await Promise.all([
    ...['page.html', 'page.css', 'themes.js', 'page.js'].map((name) => readFile(join(parts, name), 'utf8')),
    readFile(renderer, 'utf8'),
  ]);
  const pieces = new Map([
    ['style', style],
    ['themes', themes],
    ['script', script],
    ['library', library?.replaceAll('</script', String.raw`<\/script`)],
    ['cards', JSON.stringify(cards).replaceAll('<', String.raw`\u003c`)],
  ]);
  return (page ?? '').replace(/data-part="(\w+)"[^>]*>/g, (tag, name: string) => `${tag}${pieces.get(name) ?? ''}`);
}
