/** JSON, as ConvertTo-Json writes it; read piece by piece, so that a text that was cut is read as far as it goes. */
import { type Field, fieldOf, type Item, mostItems } from './output.ts';

/** A string that the end of the line cuts off still counts, so that no piece is looked at twice. */
const piece = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Level {
  readonly fields: Field[];
  readonly list: boolean;
  /** The name in the level above that this one is the value of. */
  readonly name: string | undefined;
  readonly line: number;
  readonly values: string[];
}

/** Whether JSON begins on this line. */
export function isJsonStart(line: string): boolean {
  return /^\s*(?:\{\s*(?:"|$)|\[\s*(?:\{|$))/.test(line);
}

/** The objects of the JSON that begins at `start`, and the line after its end. */
export function readJson(lines: readonly string[], start: number): { items: Item[]; end: number } {
  const items: Item[] = [];
  const stack: Level[] = [];
  let name: string | undefined;
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const pieces = [...line.matchAll(piece)];
    for (const [index, match] of pieces.entries()) {
      const text = match[0];
      if (text === '{' || text === '[') {
        stack.push({ fields: [], list: text === '[', name, line: at + 1, values: [] });
        name = undefined;
      } else if (text === '}' || text === ']') {
        close(stack, items);
        name = undefined;
        if (stack.length === 0) return { items, end: at + 1 };
      } else if (match[1] !== undefined && pieces[index + 1]?.[0] === ':' && !(stack.at(-1)?.list ?? true)) name = match[1];
      else if (text !== ':' && text !== ',') {
        put(stack.at(-1), name, match[1] ?? text, at + 1);
        name = undefined;
      }
    }
  }
  while (stack.length > 0) close(stack, items);
  return { items, end: at };
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
