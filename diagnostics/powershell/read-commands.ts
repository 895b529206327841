/** Commands with their parameters, from scripts and from what people paste of them. */
import { type Field, fieldOf } from './output.ts';
import { plainLine, withoutPrompt } from './plain-line.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface Command {
  readonly cmdlet: string;
  readonly line: number;
  /** Parameters as typed, without the dash; a value without one has the name `''`. A switch has the value `$true`. */
  readonly parameters: readonly Field[];
}

/** Commands of one text that are read. */
const mostCommands = 500;

/** The commands of the text whose cmdlet fits, in order. Splatted tables (`@p`) are filled in. */
export function readCommands(raw: readonly string[], cmdlet: RegExp): Command[] {
  const tokens = tokensOf(raw.map((line) => withoutPrompt(plainLine(line))));
  const splats = splatsOf(tokens);
  const commands: Command[] = [];
  for (let at = 0; at < tokens.length && commands.length < mostCommands; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'word' || !cmdlet.test(token.text)) continue;
    const end = endFrom(tokens, at);
    commands.push({ cmdlet: token.text, line: token.line, parameters: parametersOf(tokens.slice(at + 1, end), splats) });
    at = end - 1;
  }
  return commands;
}

function endFrom(tokens: readonly Token[], from: number): number {
  let at = from + 1;
  while (at < tokens.length && !endsCommand(tokens[at])) at += 1;
  return at;
}

const endsCommand = (token: Token | undefined): boolean =>
  token?.kind === 'end' || (token?.kind === 'word' && /^[A-Za-z]{3,8}-[A-Z][A-Za-z]{5,}$/.test(token.text));

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
      fields.push({ name: named[1] ?? '', value: value ?? '$true', line: token.line, cut: false });
      at += used;
    }
  }
  return fields;
}

/** The value that begins at a token: one token, or several with commas between them; `undefined` for a switch. */
function valueFrom(tokens: readonly Token[], from: number): { value: string | undefined; used: number } {
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

/** The tables of parameters that a script makes before it uses them: `$p = @{ Name = 'x' }`. */
function splatsOf(tokens: readonly Token[]): Map<string, Field[]> {
  const splats = new Map<string, Field[]>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'open') continue;
    const name = /^\$(\w{1,60})=?$/.exec(tokens[at - 1]?.text === '=' ? (tokens[at - 2]?.text ?? '') : (tokens[at - 1]?.text ?? ''))?.[1];
    if (name !== undefined) splats.set(name.toLowerCase(), entriesFrom(tokens, at + 1));
  }
  return splats;
}

/** Entries of one table that are read. */
const mostEntries = 200;

function entriesFrom(tokens: readonly Token[], from: number): Field[] {
  const fields: Field[] = [];
  for (let at = from; at < tokens.length && fields.length < mostEntries && tokens[at]?.kind !== 'close' && tokens[at]?.kind !== 'open'; at += 1) {
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
