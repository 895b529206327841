/** What PowerShell printed: objects, each a list of named values with the line they stand on. */

export interface Field {
  readonly name: string;
  /** As it stands in the text, trimmed; `''` when empty. */
  readonly value: string;
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

/** Objects are read up to this many; a text has room for no more that a person would look at. */
export const mostItems = 5_000;

/** Which names count as fields; a table or a pair that has none of them is no output of PowerShell. */
export type KnowsName = (name: string) => boolean;

/** A field of a value as it was found: trimmed, and told whether it was cut. */
export function fieldOf(name: string, raw: string, line: number): Field {
  const value = raw.trim();
  const cut = /(?:\.\.\.|…)\}?$/.test(value);
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
