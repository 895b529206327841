/** Our texts use `**bold**` and nothing else of Markdown; clients read more than that into them. */

const bold = /\*\*([^*]+)\*\*/;
/** White space that does not stay as it is. */
const loose = String.raw`[^\S ]| {2}|^ | $`;
/** Most texts have nothing in them that anything acts on, and pass as they are. */
const acts = new RegExp(String.raw`[\\*\x60[\]<~_&{]|^[#>+=\-\d]|${loose}`);
const isMarked = new RegExp(String.raw`\*\*|${loose}`);

/** A text for a TextBlock: bold stays, everything else that Markdown would act on is escaped. One line. */
export function markdown(text: string): string {
  if (!acts.test(text)) return text;
  return oneLine(text)
    .split(bold)
    .map((part, index) => (index % 2 === 1 ? `**${escaped(part)}**` : escaped(part)))
    .join('')
    .replace(/^([#>+=-])(?=\s|$|\1)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A text as it sounds: without the marks of bold. One line. */
export function plain(text: string): string {
  return isMarked.test(text) ? oneLine(text).split(bold).join('') : text;
}

/** A link to a page of a document we know. */
export function link(title: string, url: string): string {
  return `[${markdown(title)}](${url.replace(/[()<>\s]/g, percentEncoded)})`;
}

/** At most so many characters, with a mark where something was left out. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Only what acts: some phones show the backslash of an escape that was not needed. */
function escaped(text: string): string {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`[\]<~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\{(?=\{(?:DATE|TIME)\()/g, '{\\');
}

/** A text without line breaks. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
