import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeGallery } from '../../bot/commands/gallery.ts';
import { handedOver } from './made-up-replies.ts';

test("the gallery is one page that asks no server for anything and keeps people's words apart from it", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  const page = await readFile(
    await writeGallery([{ name: 'a </script> name', reply: { ...handedOver, summary: '</script><script>alert(1)' } }], folder),
    'utf8',
  );
  await rm(folder, { recursive: true });
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(src|href)="http/);
  expect(page).not.toContain('<script>alert(1)');
  expect(page.match(/data-part=/g)?.length).toBeGreaterThan(0);
  expect(page).not.toMatch(/data-part="\w+"[^>]*><\//);
});
