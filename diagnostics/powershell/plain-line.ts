/** Lines as PowerShell printed them, without what mail programs and web pages put around them. */

/** Characters of a line that are read; nothing that PowerShell prints for a person is longer. */
const longestLine = 20_000;

/** A line without quote marks, code fences and invisible characters; spaces of all kinds, and breaks of web pages, as spaces. */
export function plainLine(raw: string): string {
  if (raw.length < longestLine && (isPlain(raw) || !addition.test(raw))) return raw;
  const line = raw
    .slice(0, longestLine)
    .replace(/[\u200B-\u200D\u2060\uFEFF\r]/g, '')
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replace(/<br ?\/?>/gi, ' ')
    .replace(/^(?: {0,3}> ?){1,8}/, '');
  return /^\s{0,8}(?:```|~~~)/.test(line) ? '' : line;
}

/** Most lines are plain already; to look first is what makes long texts quick. */
const isPlain = (line: string): boolean => /^(?! {0,3}>)[\x20-\x5F\x61-\x7D]*$/.test(line) && !line.includes('<');

/** What else there is to take off a line, or out of it. */
const addition = /^ {0,3}>|^\s{0,8}(?:```|~~~)|[\u200B-\u200D\u2060\uFEFF\r\u00A0\u2000-\u200A\u202F\u3000]/;

/** Whether nothing stands on a line. A letter at its beginning tells at once. */
export function isBlank(line: string): boolean {
  return line.charCodeAt(0) > 64 && line.charCodeAt(0) < 128 ? false : line.trim() === '';
}

/** A line without the prompt in front of it: `[PS] C:\>`, `PS C:\Users\x> `. */
export function withoutPrompt(line: string): string {
  return !line.includes('>') ? line : line.replace(/^\s{0,20}(?:\[PS\]|PS)\s{0,3}[^>]{0,200}>{1,2}\s?/, '');
}

/** Whether a line is a command somebody typed: a prompt, or a cmdlet at its beginning. */
export function isCommandLine(line: string): boolean {
  return withoutPrompt(line) !== line || (line.includes('-') && /^\s{0,20}[A-Za-z]{2,20}-[A-Za-z]{3,60}(?=\s|$|\|)/.test(line));
}
