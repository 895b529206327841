/** The tables of a log: its requests, and the steps of the policy. */
import type { FactBook } from '../../knowledge/library.ts';
import type { FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import { type Handshake, stepSays } from './handshake.ts';
import type { Request } from './request.ts';
import { hideOwner } from './sign.ts';

const mostRows = 50;

/**
 * The requests of a log, in order: those that failed, those that follow a failure, and those at either end.
 * @param seen how many the log has.
 */
export function timeline(requests: readonly Request[], seen: number, book: FactBook): FindingTable {
  const rows = interesting(requests).map((one) => [safe(one.time), one.phone, one.command, one.http, one.status, meaning(one, book)]);
  return {
    title: 'What the phone asked, and what the server answered',
    columns: ['Time', 'Phone', 'Command', 'HTTP', 'Status', 'Meaning'],
    rows,
    more: seen - rows.length,
  };
}

/** The steps of each handshake. */
export function handshakeTable(handshakes: readonly Handshake[]): FindingTable[] {
  const rows = handshakes.flatMap(({ phone, steps }) =>
    steps.map(({ step, request, sign }) => [safe(request.time), phone, String(sign?.line ?? request.line), stepSays[step]]),
  );
  if (rows.length === 0) return [];
  return [
    {
      title: 'How the phone got its policy',
      columns: ['Time', 'Phone', 'Line', 'Step'],
      rows: rows.slice(-mostRows),
      more: Math.max(0, rows.length - mostRows),
    },
  ];
}

/** A time is digits and little else; whatever more stands there is not shown. */
function safe(time: string): string {
  return /^(?:\d{1,2}\/[A-Z][a-z]{2}\/\d{4}[\d: +-]{6,20}|[\d./:,TZ +-]{6,30}(?: ?[AaPp]\.?[Mm]\.?)?)/.exec(time)?.[0].trim() ?? '';
}

function meaning(request: Request, book: FactBook): string {
  const [fault] = request.faults;
  if (fault !== undefined) return mask(hideOwner(fault.means));
  switch (request.result) {
    case 'ok':
      return (book.statuses.get(`${request.command}/${request.status}`) ?? book.statuses.get(`http/${request.http}`))?.meaning ?? '';
    case 'waiting':
      return 'The log has no answer to this.';
    case 'unreadable':
    case 'fault':
      return 'There is an answer, and it cannot be read.';
  }
}

function interesting(requests: readonly Request[]): readonly Request[] {
  if (requests.length <= mostRows) return requests;
  const worth = requests.map((one, at) => ({ at, points: points(one, requests[at - 1], at, requests.length) }));
  const kept = new Set(
    worth
      .sort((one, other) => other.points - one.points || other.at - one.at)
      .slice(0, mostRows)
      .map(({ at }) => at),
  );
  return requests.filter((_, at) => kept.has(at));
}

function points(one: Request, before: Request | undefined, at: number, count: number): number {
  const changes = before === undefined || before.result !== one.result || before.faults[0]?.cause !== one.faults[0]?.cause;
  return (
    (one.faults.some(({ cause }) => cause === 'wipe') ? 8 : 0) +
    (changes ? 4 : 0) +
    (one.step === undefined ? 0 : 3) +
    (one.result === 'ok' ? 0 : 2) +
    (at < 3 || at > count - 4 ? 1 : 0)
  );
}
