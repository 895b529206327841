/** Commands with their parameters, from scripts and from what people paste of them. */
import { type Field, fieldOf } from './output.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface Command {
  readonly cmdlet: string;
  readonly line: number;
  /** Parameters as typed, without the dash; a value without one has the name `''`. One whose value is not there has `$?`. */
  readonly parameters: readonly Field[];
}

/** Commands of one text that are read; what follows them is not looked at. */
const mostCommands = 1_000;

interface Found {
  readonly cmdlet: Token;
  readonly rest: Token[];
}

/** The commands of the text whose cmdlet fits, in order. Splatted tables (`@p`) are filled in. */
export function readCommands(raw: readonly string[], cmdlet: RegExp): Command[] {
  const found: Found[] = [];
  const tables = splatTables();
  let last: Found | undefined;
  const take = (token: Token): void => {
    tables.take(token);
    if (endsCommand(token)) last = undefined;
    if (last !== undefined) last.rest.push(token);
    else if (token.kind === 'word' && cmdlet.test(token.text)) {
      last = { cmdlet: token, rest: [] };
      found.push(last);
    }
  };
  for (const tokens of tokensOf(raw)) {
    tokens.forEach(take);
    if (found.length > mostCommands) break;
  }
  const splats = tables.read();
  return found.slice(0, mostCommands).map((one) => ({ cmdlet: one.cmdlet.text, line: one.cmdlet.line, parameters: parametersOf(one.rest, splats) }));
}

const endsCommand = (token: Token): boolean => token.kind === 'end' || (token.kind === 'word' && /^[A-Za-z]{3,8}-[A-Z][A-Za-z]{5,}$/.test(token.text));

function parametersOf(tokens: readonly Token[], splats: ReadonlyMap<string, readonly Field[]>): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const splat = token.kind === 'word' && token.text.startsWith('@') ? splats.get(token.text.slice(1).toLowerCase()) : undefined;
    const named = token.kind === 'word' ? /^-([A-Za-z]\w{0,60})(?::(.*))?$/.exec(token.text) : null;
    if (splat !== undefined) fields.push(...splat);
    else if (named === null) fields.push(fieldOf('', token.text, token.line));
    else {
      const glued = named[2] ?? '';
      const { value, used } = glued === '' ? valueFrom(tokens, at + 1) : { value: glued, used: 0 };
      fields.push({ name: named[1] ?? '', value: value ?? '$?', line: token.line, cut: false });
      at += used;
    }
  }
  return fields;
}

/** The value that begins at a token: one token, several with commas between them, or a table; `undefined` where there is none. */
function valueFrom(tokens: readonly Token[], from: number): { value: string | undefined; used: number } {
  if (tokens[from]?.kind === 'open') return tableFrom(tokens, from);
  const parts: string[] = [];
  let at = from;
  for (; at < tokens.length && parts.length < 200; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'string')) break;
    if (token.kind === 'word' && /^-[A-Za-z]/.test(token.text)) break;
    parts.push(token.text);
    const next = tokens[at + 1]?.text ?? '';
    if (!token.text.endsWith(',') && !next.startsWith(',')) {
      at += 1;
      break;
    }
  }
  if (parts.length === 0) return { value: undefined, used: 0 };
  return {
    value:
      parts.length === 1
        ? parts[0]
        : `{${parts
            .map((part) => part.replace(/^,|,$/g, ''))
            .filter((part) => part !== '')
            .join(', ')}}`,
    used: at - from,
  };
}

/** What is added to a list, or taken from it: `@{Add='x'}`. */
function tableFrom(tokens: readonly Token[], from: number): { value: string; used: number } {
  const close = tokens.findIndex(({ kind }, at) => at > from && kind === 'close');
  const end = close < 0 ? tokens.length : close + 1;
  const texts = tokens.slice(from, end).map(({ kind, text }) => (kind === 'string' ? `"${text}"` : text));
  return { value: texts.join('').slice(0, 200), used: end - from };
}

/** Collects the tables of parameters that a script makes before it uses them: `$p = @{ Name = 'x' }`. */
function splatTables(): { take(token: Token): void; read(): Map<string, Field[]> } {
  const tables = new Map<string, Token[]>();
  let open: Token[] | undefined;
  let [last, before] = ['', ''];
  return {
    take(token) {
      if (token.kind === 'open') {
        const name = /^\$(\w{1,60})=?$/.exec(last === '=' ? before : last)?.[1];
        open = name === undefined ? undefined : [];
        if (name !== undefined && open !== undefined) tables.set(name.toLowerCase(), open);
      } else if (token.kind === 'close') open = undefined;
      else open?.push(token);
      [last, before] = [token.text, last];
    },
    read: () => new Map([...tables].map(([name, tokens]) => [name, entriesOf(tokens)])),
  };
}

/** Entries of one table that are read. */
const mostEntries = 200;

function entriesOf(tokens: readonly Token[]): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < tokens.length && fields.length < mostEntries; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'end') continue;
    const glued = /^([A-Za-z]\w{0,60})=(.*)$/.exec(token.kind === 'word' ? token.text : '');
    const valueAt = glued !== null ? at + 1 : tokens[at + 1]?.text === '=' ? at + 2 : -1;
    const rest = tokens[at + 1]?.text ?? '';
    if (glued !== null && glued[2] !== '') fields.push(fieldOf(glued[1] ?? '', glued[2] ?? '', token.line));
    else if (valueAt > 0) {
      const { value, used } = valueFrom(tokens, valueAt);
      fields.push({ name: glued?.[1] ?? token.text, value: value ?? '', line: token.line, cut: false });
      at = valueAt + Math.max(used, 1) - 1;
    } else if (/^=./.test(rest)) {
      fields.push(fieldOf(token.text, rest.slice(1), token.line));
      at += 1;
    }
  }
  return fields;
}
