/** The words of a PowerShell script, as far as commands with parameters need them. */

export interface Token {
  readonly text: string;
  /** 1 for the first line. */
  readonly line: number;
  /** `end` ends a command; `open` and `close` are `@{` and `}`. */
  readonly kind: 'word' | 'string' | 'end' | 'open' | 'close';
}

const word =
  /(?<space>\s+)|(?<comment>#.*$)|(?<open>(?:\[ordered\])?@\{)|(?<close>\})|(?<end>;|\|+|&&)|"(?<double>(?:[^"`]|`.|"")*)(?:"|`?$)|'(?<single>(?:[^']|'')*)(?:'|$)|(?<group>\$?@?\([^()]{0,400}\)?)|(?<word>(?:(?!@\{)[^\s;|"'}(])+)/gy;

/**
 * Splits a script in tokens. Lines are joined at a backtick, at a pipe or comma at the end, and where the next line
 * begins with a parameter, since mails break lines there. Quotes end with their line at the latest.
 */
export function tokensOf(lines: readonly string[]): Token[] {
  const tokens: Token[] = [];
  let remark = false;
  for (const [index, raw] of lines.entries()) {
    const line = asTyped(raw);
    if (/^\s*<#/.test(line)) remark = true;
    if (!remark) lineTokens(tokens, line, index + 1);
    if (line.includes('#>')) remark = false;
    if (!remark && !goesOn(line, lines[index + 1] ?? '')) tokens.push({ text: '', line: index + 1, kind: 'end' });
  }
  return tokens;
}

/** Dashes and quotes as a keyboard types them; pages and mail programs change them. */
function asTyped(line: string): string {
  return line
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2018-\u201B\u2032\u00B4]/g, "'");
}

function goesOn(line: string, next: string): boolean {
  return /[`|,]\s*$/.test(line) || /^\s*[-\u2010-\u2015\u2212][A-Za-z]{2}/.test(next);
}

function lineTokens(tokens: Token[], line: string, number: number): void {
  for (const { groups } of line.replace(/`\s*$/, '').matchAll(word)) {
    const put = (text: string, kind: Token['kind']): void => {
      tokens.push({ text, line: number, kind });
    };
    if (groups?.['word'] !== undefined) put(groups['word'], 'word');
    else if (groups?.['double'] !== undefined) put(groups['double'].replace(/`(.)/g, '$1').replaceAll('""', '"'), 'string');
    else if (groups?.['single'] !== undefined) put(groups['single'].replaceAll("''", "'"), 'string');
    else if (groups?.['group'] !== undefined) put(groups['group'], 'word');
    else if (groups?.['open'] !== undefined) put('@{', 'open');
    else if (groups?.['close'] !== undefined) put('}', 'close');
    else if (groups?.['end'] !== undefined) put(groups['end'], 'end');
  }
}
