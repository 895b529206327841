/** A YAML file parsed so that a fault can name its line. */
import { createRequire } from 'node:module';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { Document } from 'yaml';
import type { Fault } from './fault.ts';

export interface KnowledgeFile {
  /** Relative to the knowledge folder, with forward slashes: `guides/printer.yaml`. */
  readonly path: string;
  readonly text: string;
}

export type KeyPath = readonly PropertyKey[];

export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** The line of a key path, or of the nearest parent that exists. */
  lineOf(path: KeyPath): number;
}

/**
 * Parses a file. Syntax errors and double keys come back as faults, all at once. The values are read by a parser that is
 * several times faster, and knows no lines; the one that does is only asked when there is a fault to place.
 */
export function readYaml(file: KnowledgeFile): YamlFile {
  try {
    const value: unknown = load(file.text, { schema: CORE_SCHEMA });
    let placed: YamlFile | undefined;
    return { path: file.path, value, faults: [], lineOf: (path) => (placed ??= readWithLines(file)).lineOf(path) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return readWithLines(file);
  }
}

const require = createRequire(import.meta.url);

/** The parser that knows lines; loaded when there is a fault to place, which is seldom. */
function parser(): typeof import('yaml') {
  return require('yaml');
}

function readWithLines(file: KnowledgeFile): YamlFile {
  const { LineCounter, parseDocument } = parser();
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  const [first] = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
  const faults = (first === undefined ? document.errors : [first]).map((error) => ({
    file: file.path,
    line: lines.linePos(error.pos[0]).line,
    problem: syntaxProblem(error.code, error.message, file.text.slice(error.pos[0])),
    remedy:
      error.code === 'DUPLICATE_KEY'
        ? 'Rename one of the two.'
        : 'Indent with spaces, not tabs, and put quotes around text that has a colon or begins with a sign.',
  }));
  return {
    path: file.path,
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line || 1,
  };
}

function syntaxProblem(code: string, message: string, from: string): string {
  if (code !== 'DUPLICATE_KEY') return `This is not valid YAML: ${(message.split('\n')[0] ?? code).replace(/ at line \d+, column \d+:?$/, '')}.`;
  return `Two entries have the same name "${/^[^:\n]*/.exec(from)?.[0] ?? ''}".`;
}

function offsetOf(document: Document.Parsed, path: KeyPath): number {
  const { isMap, isNode, isPair, isSeq } = parser();
  let offset = 0;
  let here: unknown = document.contents;
  for (const key of path) {
    if (isMap(here)) {
      const pair = here.items.find((item) => isPair(item) && String(item.key) === String(key));
      if (pair === undefined) return offset;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      here = pair.value;
    } else if (isSeq(here)) {
      here = here.items[Number(key)];
      if (isNode(here) && here.range) offset = here.range[0];
    } else return offset;
  }
  return offset;
}
