/** One file through its schema: the parsed value, or faults that name the line and say what to write. */
import { z } from 'zod';
import type { Fault } from './fault.ts';
import type { KeyPath, YamlFile } from './yaml-file.ts';

/** Parses a file's value. Unknown keys are one fault each. */
export function parseFile<Value>(file: YamlFile, schema: z.ZodType<Value>): { value?: Value; faults: Fault[] } {
  if (file.faults.length > 0) return { faults: [...file.faults] };
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return { value: parsed.data, faults: [] };
  return { faults: parsed.error.issues.flatMap((issue) => issueFaults(file, issue, [])) };
}

function issueFaults(file: YamlFile, issue: z.core.$ZodIssue, prefix: KeyPath): Fault[] {
  const path = [...prefix, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fault(file, [...path, key], `Unknown key "${key}".`, 'Remove it, or correct its spelling.'));
    case 'invalid_union':
      return unionFaults(file, issue, path);
    case 'invalid_key':
      return [fault(file, path, `"${String(path.at(-1))}" is not a valid id.`, firstMessage(issue.issues))];
    case 'invalid_type':
    case 'too_big':
    case 'too_small':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'invalid_value':
    case 'custom':
      return [fault(file, path, `${where(path)} is wrong.`, sentence(issue.message))];
  }
}

/** Of a union's branches the one whose faults lie deepest is the one its writer meant. */
function unionFaults(file: YamlFile, issue: z.core.$ZodIssueInvalidUnion, path: KeyPath): Fault[] {
  if (issue.discriminator !== undefined) {
    const remedy =
      'options' in issue && Array.isArray(issue.options) ? `Write one of: ${issue.options.join(', ')}.` : 'Write one of the kinds the schema knows.';
    return [fault(file, path, `Unknown or missing "${issue.discriminator}".`, remedy)];
  }
  const best = issue.errors.toSorted((one, other) => depth(other) - depth(one))[0];
  if (best === undefined || depth(best) === 0) {
    const wanted = [...new Set(issue.errors.flat().map((one) => one.message))].join('; or: ');
    return [fault(file, path, `${where(path)} is wrong.`, sentence(wanted))];
  }
  return best.flatMap((one) => issueFaults(file, one, path));
}

/** How deep an issue list reaches into the file: the deeper, the nearer its branch was to fitting. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((one) => one.path.length + (one.code === 'unrecognized_keys' || one.code === 'invalid_union' ? 1 : 0)));
}

function firstMessage(issues: readonly z.core.$ZodIssue[]): string {
  return sentence(issues[0]?.message ?? 'write another one');
}

function fault(file: YamlFile, path: KeyPath, problem: string, remedy: string): Fault {
  if (path.length > 0 && file.value !== undefined && isMissing(file.value, path)) return missing(file, path);
  const node = path[0] === 'nodes' && path[1] !== undefined ? String(path[1]) : undefined;
  return { file: file.path, line: file.lineOf(path), node, problem, remedy };
}

function missing(file: YamlFile, path: KeyPath): Fault {
  const node = path[0] === 'nodes' && path[1] !== undefined ? String(path[1]) : undefined;
  return {
    file: file.path,
    line: file.lineOf(path),
    node,
    problem: `${where(path)} is missing.`,
    remedy: `Add "${String(path.at(-1))}"; the README and your editor say what it is.`,
  };
}

/** Whether nothing stands at a path whose parent is there. */
function isMissing(value: unknown, path: KeyPath): boolean {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return false;
    if (!Object.hasOwn(here, key)) return key === path.at(-1);
    here = Object.entries(here).find(([name]) => name === String(key))?.[1];
  }
  return false;
}

function where(path: KeyPath): string {
  return path.length === 0 ? 'The file' : `"${path.map(String).join('.')}"`;
}

function sentence(message: string): string {
  const text = message.replace(/^Invalid input: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
