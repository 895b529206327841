/** Texts from outside as PostgreSQL takes them: valid Unicode without NUL, and where they are part of a key, of limited length. */
import { createHash } from 'node:crypto';

/** UTF-16 units; two such texts fit into an entry of an index (2,704 bytes), and one into a notification. */
const longest = 300;

/** A text that is only stored; NUL becomes its picture, and half a character the sign for one that is lost. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll('\0', '\u2400');
}

/** A text that rows are found by. What does not fit keeps its beginning and is told apart by its hash; a result gives itself. */
export function keyText(text: string): string {
  if (text.length <= longest && isStorable(text)) return text;
  return `${storable(text.slice(0, longest / 2))} ${createHash('sha256').update(text, 'utf16le').digest('hex')}`;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
