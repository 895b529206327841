/** Where the fields of a line stand: as a header says, or as the line itself lets guess. */
import { isActiveSync, type WebLine } from './web-line.ts';

/** Field names, in lower case, with the sign that parts them; a blank stands for tabs as well, and for several. */
export interface Layout {
  readonly names: readonly string[];
  readonly mark: ',' | ';' | ' ';
}

/** The layout of a `#Fields:` line, or of the first line of a table that was made from a log; `undefined` when the line is neither. */
export function readLayout(line: string): Layout | undefined {
  if (!line.startsWith('#')) return line.includes('cs-uri-stem') ? readTableHeader(line) : undefined;
  const found = /^#Fields ?: ?(.{3,4000})/i.exec(line)?.[1];
  if (found === undefined) return undefined;
  return layoutOf(found, found.includes(',') && !found.includes(' ') ? ',' : ' ');
}

/** What Log Parser and Export-Csv write over their columns. */
function readTableHeader(line: string): Layout | undefined {
  const marks = [',', ';', ' '] as const;
  return marks.map((mark) => layoutOf(line, mark)).find(({ names }) => names.includes('cs-uri-stem') && names.length > 1);
}

function layoutOf(line: string, mark: Layout['mark']): Layout {
  return { names: partedBy(mark, line).map((name) => name.trim().toLowerCase()), mark };
}

/** The fields of a line by the header; `undefined` when it does not fit the header. */
export function readByLayout(line: string, { names, mark }: Layout): WebLine | undefined {
  const values = partedBy(mark, line);
  if (values.length > names.length) return undefined;
  const value = (...of: readonly string[]): string => {
    const at = names.findIndex((name) => of.includes(name));
    const found = at < 0 ? '' : (values[at] ?? '');
    return found === '-' ? '' : found;
  };
  if (!isOwnAddress(value('cs-uri-stem', 'urlstem', 'uristem'))) return undefined;
  const status = value('sc-status', 'httpstatus');
  const method = value('cs-method', 'method');
  return {
    time: timeOf(value('date').replace(/ .*/, ''), value('time', 'datetime').replace(/.* /, '')),
    method: /^[A-Z]{3,10}$/.test(method) ? method : '',
    query: value('cs-uri-query', 'urlquery'),
    status: /^\d{3}$/.test(status) ? status : '',
    subStatus: digits(value('sc-substatus')),
    win32: digits(value('sc-win32-status')),
    action: value('protocolaction'),
    error: value('errorcode', 'genericerrors'),
  };
}

/** The fields of a line without a header, as most web servers order them; `undefined` when it is no such line. */
export function guessFields(line: string): WebLine | undefined {
  return guessQuoted(line) ?? guessBlankParted(line);
}

function guessQuoted(line: string): WebLine | undefined {
  const found = /"(GET|POST|OPTIONS) ([^" ]{1,6000})(?: HTTP\/[\d.]{1,3})?" (\d{3})(?:\s|$)/.exec(line);
  if (found === null) return undefined;
  const [, method = '', address = '', status = ''] = found;
  if (!isOwnAddress(address)) return undefined;
  const mark = address.indexOf('?');
  const time = /\[(\d{1,2}\/\w{3}\/\d{4}:[\d:]{5,8} [+-]\d{4})\]/.exec(line)?.[1] ?? '';
  return { time, method, query: mark < 0 ? '' : address.slice(mark + 1), status, subStatus: '', win32: '', action: '', error: '' };
}

function guessBlankParted(line: string): WebLine | undefined {
  const values = blankParted(line);
  const method = values.findIndex((value) => value === 'POST' || value === 'OPTIONS' || value === 'GET');
  if (method < 0 || !isOwnAddress(values[method + 1] ?? '')) return undefined;
  const [stem = '', query = ''] = (values[method + 1] ?? '').split('?', 2);
  const day = values.findIndex((value) => /^\d{4}-\d{2}-\d{2}$/.test(value));
  const numbers = values.slice(1 + values.findLastIndex((value) => !/^\d{1,12}$/.test(value)));
  const at = numbers.findIndex((value) => /^[1-5]\d{2}$/.test(value));
  if (stem === '' || method + 2 >= values.length) return undefined;
  const next = values[method + 2] ?? '';
  return {
    time: day < 0 ? '' : timeOf(values[day], values[day + 1]),
    method: values[method] ?? '',
    query: query === '' && next !== '-' ? next : query,
    status: at < 0 ? '' : (numbers[at] ?? ''),
    subStatus: at < 0 ? '' : (numbers[at + 1] ?? ''),
    win32: at < 0 ? '' : (numbers[at + 2] ?? ''),
    action: '',
    error: '',
  };
}

/** Whether a request went to ActiveSync itself: Exchange 2003 keeps its records in folders of that name. */
const isOwnAddress = (address: string): boolean => isActiveSync(address) && /^(?:https?:\/\/[^/]{1,253})?\/?microsoft-server-activesync/i.test(address);

/** Only what is a time: in a line that does not fit its header, anything may stand in its place. */
function timeOf(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && /^\d[\d:.TZ/-]{3,30}$/.test(part)).join(' ');
}

function digits(value: string): string {
  return /^\d{1,12}$/.test(value) ? value : '';
}

function blankParted(line: string): string[] {
  return line.split(/[ \t]/).filter((part) => part !== '');
}

function partedBy(mark: Layout['mark'], line: string): string[] {
  return mark === ' ' ? blankParted(line) : markParted(line, mark);
}

/** Values parted by commas or semicolons; quotes keep them together. */
function markParted(line: string, mark: string): string[] {
  if (!line.includes('"')) return line.split(mark);
  const values: string[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at <= line.length; at += 1) {
    const one = line.charAt(at);
    if (one === '"') quoted = !quoted;
    else if (at === line.length || (one === mark && !quoted)) {
      values.push(line.slice(from, at).replaceAll('"', ''));
      from = at + 1;
    }
  }
  return values;
}
