/** Tells a mailbox log of ActiveSync by its labels. */
import { readLogLine, withoutQuotes } from './log-line.ts';

/** Lines of the beginning that are looked at. */
const mostLines = 2000;

/** 0 for no mailbox log, near 1 for certainly one. @param head the beginning of the text, at most 64 KB. */
export function recogniseEasLog(head: string): number {
  const labels = new Set<string>();
  let address = false;
  let entries = 0;
  for (const written of head.slice(0, 64 * 1024).split('\n', mostLines)) {
    const line = readLogLine(withoutQuotes(written.slice(0, 500)));
    if (line.kind === 'label') labels.add(line.name);
    if (line.kind === 'address') address = true;
    if (line.kind === 'entry') entries += 1;
  }
  const own = ['RequestHeader', 'RequestBody', 'ResponseHeader', 'ResponseBody', 'AccessState', 'WasPending', 'RequestTime', 'ResponseTime'].filter((name) =>
    labels.has(name),
  ).length;
  if (own >= 3 || (own >= 1 && entries > 0)) return address || entries > 0 ? 0.98 : 0.85;
  if (own >= 1 && address) return 0.9;
  if (own === 2) return 0.6;
  if (entries > 0 && address) return 0.7;
  return bareExchange(head, address) ? 0.5 : 0;
}

/** A request with its answer, pasted without the labels of the log. */
function bareExchange(head: string, address: boolean): boolean {
  return address && /^[>| \t]{0,20}HTTP\/1\.[01] \d{3}/m.test(head) && /MS-ASProtocolVersion|MS-Server-ActiveSync|X-MS-PolicyKey/i.test(head);
}
