/** Merges fact files into look-ups; a name given twice is a fault. */
import type { Fault } from './fault.ts';
import type { Facts } from './fact-schema.ts';
import type { FactBook } from './library.ts';
import type { YamlFile } from './yaml-file.ts';

export interface FactFile {
  readonly file: YamlFile;
  readonly facts: Facts;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : Type[Key] };

/** Builds the book of all fact files, with a fault for each name that stands twice. */
export function bindFacts(files: readonly FactFile[]): { book: FactBook; faults: Fault[] } {
  const book: Mutable<FactBook> = {
    documents: new Map(),
    tables: new Map(),
    commands: new Map(),
    fields: new Map(),
    settings: new Map(),
    profiles: new Map(),
    codes: new Map(),
    causes: new Map(),
    statuses: new Map(),
    elements: new Map(),
    commandNumbers: new Map(),
    phrases: new Map(),
  };
  const faults: Fault[] = [];
  for (const one of files) {
    const put = <Value>(into: Map<string, Value>, entries: Readonly<Record<string, Value>>, key: string): void => {
      for (const [name, value] of Object.entries(entries)) {
        if (into.has(name)) faults.push(twice(one.file, [key, name], name));
        into.set(name, value);
      }
    };
    bindOne(book, one.facts, put);
  }
  return { book, faults };
}

function bindOne(
  book: Mutable<FactBook>,
  facts: Facts,
  put: <Value>(into: Map<string, Value>, entries: Readonly<Record<string, Value>>, key: string) => void,
): void {
  switch (facts.kind) {
    case 'documents':
      return put(book.documents, facts.documents, 'documents');
    case 'table':
      return put(book.tables, { [facts.id]: facts }, 'id');
    case 'commands':
      put(book.fields, facts.fields, 'fields');
      return put(book.commands, facts.commands, 'commands');
    case 'settings':
      put(book.settings, facts.settings, 'settings');
      return put(book.profiles, facts.profiles, 'profiles');
    case 'codes':
      put(book.causes, facts.causes, 'causes');
      return put(book.codes, facts.codes, 'codes');
    case 'statuses':
      for (const [family, rows] of Object.entries(facts.statuses)) {
        put(book.statuses, Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${family}/${key}`, row])), 'statuses');
      }
      put(book.elements, facts.elements, 'elements');
      return put(book.commandNumbers, facts.commands, 'commands');
    case 'phrases':
      return put(book.phrases as Map<string, readonly string[]>, facts.phrases, 'phrases');
    case 'welcome':
      book.welcome = facts;
      return;
    case 'words':
    case 'out-of-scope':
      return;
  }
}

function twice(file: YamlFile, path: readonly string[], name: string): Fault {
  return { file: file.path, line: file.lineOf(path), problem: `"${name}" stands in two fact files.`, remedy: 'Keep one of them.' };
}
