/** Turns an entry that was read into what is kept of it. */
import type { FactBook } from '../../knowledge/library.ts';
import type { Entry } from './entry.ts';
import { faultsOf, statusFact } from './faults.ts';
import type { Fault, PolicyStep, Request, Result, Sign } from './request.ts';

/** @param phone its name in the finding. */
export function toRequest(entry: Entry, phone: string, book: FactBook): Request {
  const command = commandOf(entry);
  const faults = faultsOf(entry, book);
  const step = stepOf(entry, command, faults, book);
  return {
    line: entry.line,
    time: entry.time,
    phone,
    command,
    http: entry.code,
    status: statusShown(entry, book),
    result: resultOf(entry, command, faults, book),
    faults,
    step: step?.[0],
    stepSign: step?.[1],
  };
}

/** The address names the command; when it is lost, the body's first tag does. */
function commandOf(entry: Entry): string {
  const named = entry.address?.command ?? '';
  if (/^[A-Za-z]{2,30}$/.test(named)) return named;
  const root = entry.response.root || entry.request.root;
  return /^[A-Z][A-Za-z]{2,30}$/.test(root) ? root : '';
}

function statusShown(entry: Entry, book: FactBook): string {
  const bad = entry.response.statuses.find((one) => statusFact(one, entry, book)?.cause !== undefined);
  return (bad ?? entry.response.statuses[0])?.value ?? '';
}

function resultOf(entry: Entry, command: string, faults: readonly Fault[], book: FactBook): Result {
  if (faults.length > 0) return 'fault';
  const { response, code } = entry;
  if (response.refused !== '' || (code !== '' && !code.startsWith('2'))) return 'unreadable';
  if (response.statuses.some((one) => Number(one.value) > 100 || one.of === command) && !response.statuses.every((one) => known(one, entry, command, book)))
    return 'unreadable';
  if (response.statuses.length > 0) return 'ok';
  if (code === '' && !response.begun) return 'waiting';
  const tellsStatus = book.statuses.has(`${command}/1`);
  if (response.begun) return tellsStatus ? 'unreadable' : 'ok';
  if (!entry.answered) return 'waiting';
  return book.statuses.has(`PhoneAnswer/1`) && command === 'Provision' ? 'unreadable' : 'ok';
}

/** Numbers below 101 under other tags are about single items, and say nothing about the request. */
function known(status: Parameters<typeof statusFact>[0], entry: Entry, command: string, book: FactBook): boolean {
  return (Number(status.value) <= 100 && status.of !== command) || statusFact(status, entry, book) !== undefined;
}

function stepOf(entry: Entry, command: string, faults: readonly Fault[], book: FactBook): readonly [PolicyStep, Sign | undefined] | undefined {
  const policy = faults.find(({ cause }) => cause === 'policy');
  if (command !== 'Provision') return policy && ['challenge', policy.signs[0]];
  // A wipe goes the same way, and is no policy.
  if (faults.some(({ cause }) => cause === 'wipe')) return undefined;
  const answer = entry.request.statuses.find(({ of }) => of === 'Policy');
  if (answer !== undefined && answer.value !== '1') return ['not-applied', answer.sign];
  const bad =
    entry.response.statuses.find((one) => statusFact(one, entry, book)?.cause !== undefined)?.sign ?? (entry.code.startsWith('2') ? undefined : entry.http);
  if (bad !== undefined) return [answer === undefined ? 'refused' : 'not-accepted', bad];
  if (answer !== undefined && entry.response.statuses.length > 0) return ['accepted', entry.response.statuses[0]?.sign];
  if (entry.response.policy !== undefined) return ['downloaded', entry.response.policy];
  return ['asked', entry.http];
}
