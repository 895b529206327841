/** What PowerShell printed: objects, each a list of named values with the line they stand on. */

export interface Field {
  readonly name: string;
  /** As it stands in the text, trimmed; `''` when empty. */
  readonly value: string;
  /** What stands in the text, where that is a number and `value` is the word for it. */
  readonly written?: string;
  /** 1 for the first line. */
  readonly line: number;
  /** Whether PowerShell cut the value (`...`), so that only its beginning is known. */
  readonly cut: boolean;
}

export interface Item {
  readonly fields: readonly Field[];
  /** Whether the text leaves out fields by design: a table shows only some of them. */
  readonly shape: 'list' | 'table';
}

/** Objects of one table, CSV block or JSON text that are read; there is room for no more that a person would look at. */
export const mostItems = 5_000;

/** Which names count as fields; a table or a pair that has none of them is no output of PowerShell. */
export type KnowsName = (name: string) => boolean;

/** The same with the answers kept: a text has few names, and each of them on many lines. */
export function remembering(knows: KnowsName): KnowsName {
  const answers = new Map<string, boolean>();
  return (name) => {
    const remembered = answers.get(name);
    if (remembered !== undefined) return remembered;
    const known = knows(name);
    answers.set(name, known);
    return known;
  };
}

/**
 * Whether a text can hold one of the names at all, by what must stand in each: to look first spares reading most texts. Tables cut names and put them
 * together again, and invisible characters stand within them, so that such texts are always read.
 */
export function mayName(text: string, ...name: readonly RegExp[]): boolean {
  return name.every((part) => part.test(text)) || text.includes('--') || /[\u200B-\u200D\u2060\uFEFF\r]/.test(text);
}

/** How much a text is like one of a kind: as much as the likest of its objects, which are looked at until one is fully `certain`. */
export function likenessOf(items: Iterable<Item>, likeness: (item: Item) => number, certain: number): number {
  let highest = 0;
  for (const item of items) {
    highest = Math.max(highest, likeness(item));
    if (highest >= certain) break;
  }
  return highest;
}

/** A field of a value as it was found: trimmed, and told whether PowerShell cut it, in or out of a list. */
export function fieldOf(name: string, raw: string, line: number): Field {
  const value = raw.trim();
  const bare = value.endsWith('}') ? value.slice(0, -1) : value;
  const cut = bare.endsWith('...') || bare.endsWith('…');
  return { name, value: cut && !value.startsWith('{') ? value.replace(/(?:\.\.\.|…)$/, '') : value, line, cut };
}

/** The first field of one of the names, in that order. */
export function fieldNamed(item: Item, ...names: readonly string[]): Field | undefined {
  for (const name of names) {
    const found = item.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}
