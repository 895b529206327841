/** The words of a PowerShell script, as far as commands with parameters need them. */
import { decodeEntities } from '../pages/entities.ts';

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
 * Splits a script in tokens. Lines are joined at a backtick, at a pipe or comma at the end, and where the next line
 * begins with a parameter, since mails break lines there. Quotes end with their line at the latest.
 */
export function tokensOf(lines: readonly string[]): Token[] {
  const tokens: Token[] = [];
  let remark = false;
  for (const [index, raw] of lines.entries()) {
    const line = asTyped(raw);
    if (line.includes('<#') && /^\s*<#/.test(line)) remark = true;
    if (!remark) lineTokens(tokens, line, index + 1);
    if (line.includes('#>')) remark = false;
    if (!remark && !goesOn(line, lines[index + 1] ?? '')) tokens.push({ text: '', line: index + 1, kind: 'end' });
  }
  return tokens;
}

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
