/** Commands as one line of PowerShell, with people's values quoted so that they stay strings. */
import type { Command, Parameter } from './fact-schema.ts';
import type { FactBook } from './library.ts';

type Value = string | number | boolean | null;

/** The longest value that may be put into a command. */
export const longestValue = 256;

/** Thrown for a value that cannot stand in a command; the message tells the person what to change. */
export class CommandValueError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandValueError';
  }
}

/**
 * Checks and tidies a value that a person typed: trimmed, typographic quotes and hyphens as ASCII.
 * @throws CommandValueError on line breaks, control or invisible characters, and over 256 characters.
 */
export function commandValue(typed: string): string {
  const value = typed
    .trim()
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u00A0/g, ' ');
  if (value.length > longestValue) throw new CommandValueError(`That is longer than ${longestValue} characters. Please type the name only.`);
  if (/[\p{C}\u2028\u2029]/u.test(value))
    throw new CommandValueError('That contains a line break or an invisible character. Please type the name by hand, on one line.');
  return value;
}

/** A string literal in single quotes, in which PowerShell expands nothing. */
export function quote(value: string): string {
  return `'${commandValue(value).replaceAll("'", "''")}'`;
}

/** The names a command's parameters have, those of a settings profile included. */
export function parameterNames(command: Command, book: FactBook): string[] {
  return command.parameters.flatMap((parameter) =>
    parameter.type === 'settings' ? [...(book.profiles.get(parameter.profile)?.supports ?? [])] : [parameter.name],
  );
}

/** The ids of the values a command asks for, in order, each once. */
export function askedFields(command: Command): string[] {
  const asked = command.parameters.flatMap((parameter) =>
    'value' in parameter && typeof parameter.value === 'object' && parameter.value !== null ? [parameter.value.ask] : [],
  );
  return [...new Set(asked)];
}

/**
 * One line of PowerShell. `values` fills what the command asks for (a missing one shows as
 * `'<mailbox>'`); `fixed` overrides parameters by name, as a guide's `with` does.
 * @throws CommandValueError when a value cannot stand in a command.
 */
export function renderCommand(command: Command, book: FactBook, values: Readonly<Record<string, string>>, fixed: Readonly<Record<string, Value>> = {}): string {
  const words = command.parameters.flatMap((parameter) => renderParameter(parameter, book, values, fixed));
  const tail = command['then-cmdlet'] === undefined ? [] : ['|', command['then-cmdlet']];
  return [command.cmdlet, ...words, ...tail].join(' ');
}

function renderParameter(parameter: Parameter, book: FactBook, values: Readonly<Record<string, string>>, fixed: Readonly<Record<string, Value>>): string[] {
  if (parameter.type === 'settings') return settingWords(parameter.profile, book, fixed);
  if (parameter.type === 'switch') return [`-${parameter.name}`];
  const given = valueOr(fixed, parameter.name, parameter.value);
  const value = typeof given === 'object' && given !== null ? values[given.ask] || `<${given.ask}>` : given;
  return [`-${parameter.name}`, literal(value, parameter.type === 'word')];
}

function settingWords(profile: string, book: FactBook, fixed: Readonly<Record<string, Value>>): string[] {
  return (book.profiles.get(profile)?.supports ?? []).flatMap((name) => {
    const setting = book.settings.get(name);
    return setting === undefined ? [] : [`-${name}`, literal(valueOr(fixed, name, setting.neutral), setting.type === 'word')];
  });
}

/** The given value, `null` included, or another where none is given. */
function valueOr<Other>(given: Readonly<Record<string, Value>>, name: string, other: Other): Value | Other {
  return Object.hasOwn(given, name) ? (given[name] ?? null) : other;
}

function literal(value: Value, bare: boolean): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  return bare && /^[A-Za-z0-9:.]+$/.test(value) ? value : quote(value);
}
