/** The words of a PowerShell script, as far as commands with parameters need them. */
import { decodeEntities } from '../pages/entities.ts';
import { plainLine, withoutPrompt } from './plain-line.ts';

export interface Token {
  readonly text: string;
  /** 1 for the first line. */
  readonly line: number;
  /** `end` ends a command; `open` and `close` are `@{` and `}`. */
  readonly kind: 'word' | 'string' | 'end' | 'open' | 'close';
}

/** A remark, a string in either kind of quotes, or anything else: few groups, since long scripts have very many words. */
const piece =
  /\s*(?:#.*$|"((?:[^"`]|`.|"")*)(?:"|`?$)|'((?:[^']|'')*)(?:'|$)|((?:\[ordered\])?@\{|\}|;|\|+|&&|\$?@?\([^()]{0,400}\)?|(?:[^\s;|"'}(@]|@(?!\{))+))/gy;

/**
 * The tokens of a script, line by line as they are asked for. Lines are joined at a backtick, at a pipe or comma at the end, and where the next line
 * begins with a parameter, since mails break lines there. Quotes end with their line at the latest.
 */
export function* tokensOf(raw: readonly string[]): Generator<readonly Token[], void> {
  let remark = false;
  let next = written(raw[0] ?? '');
  for (let at = 0, below = 1; at < raw.length; at = below, below += 1) {
    let line = asTyped(next);
    const tokens: Token[] = [];
    next = written(raw[below] ?? '');
    for (let rest = restOf(line, next); rest !== undefined && below < raw.length; rest = restOf(line, next)) {
      line += rest;
      below += 1;
      next = written(raw[below] ?? '');
    }
    if (line.includes('<#') && /^\s*<#/.test(line)) remark = true;
    if (!remark) lineTokens(tokens, line, at + 1);
    if (line.includes('#>')) remark = false;
    if (!remark && !goesOn(line, next)) tokens.push({ text: '', line: at + 1, kind: 'end' });
    yield tokens;
  }
}

/** A line without what mails, pages and consoles put in front of it. */
const written = (raw: string): string => withoutPrompt(plainLine(raw));

/** Dashes and quotes as a keyboard types them; pages, their sources and mail programs change them. */
function asTyped(raw: string): string {
  const line = decodeEntities(raw);
  if (/^[\t\x20-\x7E]*$/.test(line)) return line;
  return line
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2018-\u201B\u2032\u00B4]/g, "'");
}

function goesOn(line: string, next: string): boolean {
  return '`|,'.includes(line.trimEnd().at(-1) ?? ' ') || /^\s*[-\u2010-\u2015\u2212][A-Za-z]{2}/.test(next);
}

/** Characters of the narrowest line that a console breaks within a word. */
const narrowest = 60;

/**
 * What the next line goes on with, where a line was wrapped between a parameter and its value, or within either;
 * `undefined` where it was not.
 */
function restOf(line: string, next: string): string | undefined {
  if (!line.includes('-') || next === '') return undefined;
  const rest = asTyped(next);
  const parameter = /\s-[A-Za-z]{0,60}$/.test(line.trimEnd());
  if (parameter && /^\s*(?:\$\w+(?!\s*=)\b|["'\d])/.test(rest)) return ` ${rest.trim()}`;
  if (line.length < narrowest) return undefined;
  if (parameter && /^[A-Za-z]{1,60} (?:\$\w|["'\d])/.test(rest)) return line.endsWith(' ') ? undefined : rest;
  return /\$[a-z]{0,4}$/i.test(line) && /^[a-z]{1,4}(?:\s+-[A-Za-z]|\s*$)/i.test(rest) ? rest : undefined;
}

function lineTokens(tokens: Token[], line: string, number: number): void {
  const whole = line.includes('`') ? line.replace(/`\s*$/, '') : line;
  for (const [, double, single, text] of whole.matchAll(piece)) {
    if (text !== undefined) tokens.push({ text: text === '[ordered]@{' ? '@{' : text, line: number, kind: kindOf(text) });
    else if (double !== undefined) tokens.push({ text: double.replace(/`(.)/g, '$1').replaceAll('""', '"'), line: number, kind: 'string' });
    else if (single !== undefined) tokens.push({ text: single.replaceAll("''", "'"), line: number, kind: 'string' });
  }
}

function kindOf(text: string): Token['kind'] {
  if (text === '@{' || text === '[ordered]@{') return 'open';
  if (text === '}') return 'close';
  return text === ';' || text === '&&' || text.startsWith('|') ? 'end' : 'word';
}
