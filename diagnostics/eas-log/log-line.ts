/** Tells what one line of a mailbox log is. */
import type { Section } from './entry.ts';

export type LogLine =
  | { readonly kind: 'entry' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'label'; readonly section: Section; readonly name: string; readonly value: string }
  | { readonly kind: 'address'; readonly query: string; readonly whole: boolean }
  | { readonly kind: 'http'; readonly code: string }
  | { readonly kind: 'text' };

const sections: ReadonlyMap<string, Section> = new Map([
  ['RequestTime', 'time'],
  ['RequestHeader', 'request-header'],
  ['RequestBody', 'request-body'],
  // What the server made of a short request; it is the phone's still.
  ['LogicalRequest', 'request-body'],
  ['AccessState', 'state'],
  ['AccessStateReason', 'reason'],
  ['ResponseHeader', 'response-header'],
  ['ResponseBody', 'response-body'],
  ...['ServerName', 'AssemblyVersion', 'Identifier', 'WasPending', 'ResponseTime', 'DeviceAccessControlRule', 'AdditionalData', 'IRM_FailureCode'].map(
    (name) => [name, 'other'] as const,
  ),
]);

const text: LogLine = { kind: 'text' };

/** @param line without quote marks and indentation. */
export function readLogLine(line: string): LogLine {
  const first = line.charCodeAt(0);
  // Most lines of a log are tags.
  if (first === 60) return text;
  if (first === 45) return /^-{5,100}$/.test(line) ? { kind: 'rule' } : text;
  if (first < 65 || first > 122) return text;
  if (/^Log Entry ?:/i.test(line)) return { kind: 'entry' };
  const http = /^HTTP\/\d\.?\d? (\d{3})\b/.exec(line)?.[1];
  if (http !== undefined) return { kind: 'http', code: http };
  if (/^(?:POST|OPTIONS|GET) /.test(line) && /Microsoft-Server-ActiveSync/i.test(line.slice(0, 300))) return addressOf(line);
  return labelOf(line) ?? text;
}

function addressOf(line: string): LogLine {
  const mark = line.indexOf('?');
  return { kind: 'address', query: mark < 0 ? '' : line.slice(mark + 1), whole: / HTTP\/\d/.test(line) };
}

function labelOf(line: string): LogLine | undefined {
  const [, name, value] = /^([A-Z][A-Za-z_]{3,120}) ?:(?!\/)[ \t]*(.{0,300})/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const section = sections.get(name) ?? (name.endsWith('_Exception') || name === 'Exception' ? 'exception' : undefined);
  return section === undefined ? undefined : { kind: 'label', section, name, value: value?.trim() ?? '' };
}

/** The line without the quote marks of mails and without indentation. */
export function withoutQuotes(line: string): string {
  const trimmed = line.trim();
  if (trimmed.charCodeAt(0) !== 62 && trimmed.charCodeAt(0) !== 124) return trimmed;
  let at = 0;
  while (at < trimmed.length && '>| \t'.includes(trimmed.charAt(at))) at += 1;
  return trimmed.slice(at);
}
