/** `stepwise gallery`: every card of every guide on one page, to look at. */
import type { Desk } from '../../dialogs/desk.ts';
import { everyReply } from './every-reply.ts';
import { writeGallery } from './gallery.ts';

/** Writes gallery/index.html and prints where it is. */
export async function runGallery(desk: Desk): Promise<number> {
  const file = await writeGallery(everyReply(desk), 'gallery');
  console.log(`Written: ${file}`);
  return 0;
}
