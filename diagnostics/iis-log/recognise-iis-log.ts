/** Tells a web server's log with requests of ActiveSync. */
import { guessFields, type Layout, readByLayout, readLayout } from './layout.ts';
import { isActiveSync, longestWebLine } from './web-line.ts';

const mostLines = 2000;

/** 0 for none, near 1 for certainly one. @param head the beginning of the text, at most 64 KB. */
export function recogniseIisLog(head: string): number {
  let header = false;
  let layout: Layout | undefined;
  let iis = false;
  let requests = 0;
  let quoted = 0;
  for (const line of head.slice(0, 64 * 1024).split('\n', mostLines)) {
    if (line.startsWith('#')) {
      header ||= isWebHeader(line);
      iis ||= /^#Software: (?:Microsoft Internet Information Services|Microsoft Exchange)/i.test(line);
    } else if (!isActiveSync(line)) layout = readLayout(line) ?? layout;
    else if (isRequest(line.slice(0, longestWebLine).trim(), layout)) {
      requests += 1;
      if (line.includes('HTTP/')) quoted += 1;
    }
  }
  if (header) return requests > 0 ? 0.97 : iis ? 0.6 : 0.5;
  if (requests === 0) return 0;
  return quoted === requests ? 0.6 : 0.9;
}

/** @param layout of a table without `#Fields`, where there is one. */
function isRequest(line: string, layout: Layout | undefined): boolean {
  return (layout !== undefined && readByLayout(line, layout) !== undefined) || guessFields(line) !== undefined;
}

function isWebHeader(line: string): boolean {
  const names = readLayout(line)?.names ?? [];
  return names.includes('cs-uri-stem') || names.includes('sc-status') || (names.includes('httpstatus') && names.includes('urlstem'));
}
