/** JSON, as ConvertTo-Json writes it; read piece by piece, so that a text that was cut is read as far as it goes. */
import { type Field, fieldOf, type Item, mostItems } from './output.ts';

/** A string that the end of the line cuts off still counts, so that no piece is looked at twice. */
const piece = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Objects in objects that are read; ConvertTo-Json goes at most 100 deep, and two are enough for Exchange. */
const deepest = 20;

interface Level {
  readonly fields: Field[];
  readonly list: boolean;
  /** The name in the level above that this one is the value of. */
  readonly name: string | undefined;
  readonly line: number;
  readonly values: string[];
}

/** Whether JSON begins on this line; a bracket alone begins other things too, and the next line tells them apart. */
export function isJsonStart(line: string, next: string): boolean {
  if (!line.includes('{') && !line.includes('[')) return false;
  return /^\s*(?:\{\s*"|\[\s*\{)/.test(line) || (/^\s*[{[]\s*$/.test(line) && /^\s*(?:["{}[\]]|$)/.test(next));
}

/** The objects of the JSON that begins at `start`, and the line after its end. */
export function readJson(lines: readonly string[], start: number): { items: Item[]; end: number } {
  const reading: Reading = { items: [], stack: [], name: undefined };
  let at = start;
  for (; at < lines.length; at += 1) {
    const pieces = [...(lines[at] ?? '').matchAll(piece)];
    for (const [index, match] of pieces.entries()) takePiece(reading, match, pieces[index + 1]?.[0], at + 1);
    if (reading.stack.length === 0 || reading.stack.length > deepest) break;
  }
  while (reading.stack.length > 0) close(reading.stack, reading.items);
  return { items: reading.items, end: at + 1 };
}

interface Reading {
  readonly items: Item[];
  readonly stack: Level[];
  /** The name whose value comes next. */
  name: string | undefined;
}

function takePiece(reading: Reading, match: RegExpExecArray, next: string | undefined, line: number): void {
  const { items, stack, name } = reading;
  const [text, quoted] = match;
  if (text === ':' || text === ',') return;
  reading.name = undefined;
  if (text === '{' || text === '[') stack.push({ fields: [], list: text === '[', name, line, values: [] });
  else if (text === '}' || text === ']') close(stack, items);
  else if (next === ':' && stack.at(-1)?.list === false) reading.name = quoted ?? text;
  else put(stack.at(-1), name, quoted ?? text, line);
}

function put(level: Level | undefined, name: string | undefined, raw: string, line: number): void {
  const value = raw === 'null' ? '' : raw.replaceAll('\\/', '/').replaceAll('\\\\', '\\');
  if (level?.list) level.values.push(value);
  else if (name !== undefined) level?.fields.push(fieldOf(name, value, line));
}

/** Ends a level: an object of its own is an item; a list or an object in an object becomes the value of its name. */
function close(stack: Level[], items: Item[]): void {
  const level = stack.pop();
  if (level === undefined) return;
  const above = stack.at(-1);
  if (level.name !== undefined) above?.fields.push(fieldOf(level.name, level.list ? `{${level.values.join(', ')}}` : inner(level), level.line));
  else if (!level.list && items.length < mostItems) items.push({ fields: level.fields, shape: 'list' });
}

/** An `Unlimited` of Exchange is an object with IsUnlimited and Value; another object shows as its values. */
function inner(level: Level): string {
  const of = (name: string): string | undefined => level.fields.find((field) => field.name === name)?.value;
  if (of('IsUnlimited') === 'true') return 'Unlimited';
  return of('Value') ?? `{${level.fields.map((field) => field.value).join(', ')}}`;
}
