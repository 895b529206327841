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
  const parts = ['RequestHeader', 'RequestBody', 'ResponseHeader', 'ResponseBody', 'WasPending', 'AccessState', 'AccessStateReason'].filter((name) =>
    labels.has(name),
  ).length;
  const own = parts + ['RequestTime', 'ResponseTime', 'LogicalRequest'].filter((name) => labels.has(name)).length;
  // Other logs have headers and bodies too; these words are of ActiveSync alone.
  const telling =
    address ||
    entries > 0 ||
    /xmlns="(?:AirSync|Provision|FolderHierarchy|Ping|Settings|ComposeMail|GetItemEstimate|ItemOperations):"|MS-ASProtocolVersion|MS-Server-ActiveSync/.test(
      head,
    );
  if (!telling) return parts >= 3 && labels.has('AccessState') ? 0.6 : 0;
  if (parts > 0 && own >= 3) return 0.98;
  if (own > 0 && entries > 0) return 0.95;
  if (parts > 0) return 0.85;
  return entries > 0 && address ? 0.7 : bareExchange(head, address) ? 0.5 : 0;
}

/** A request with its answer, pasted without the labels of the log. */
function bareExchange(head: string, address: boolean): boolean {
  return address && /^[>| \t]{0,20}HTTP\/1\.[01] \d{3}/m.test(head) && /MS-ASProtocolVersion|MS-Server-ActiveSync|X-MS-PolicyKey/i.test(head);
}
