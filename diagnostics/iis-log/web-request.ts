/** Turns a web server's line into what is kept of it. */
import type { FactBook } from '../../knowledge/library.ts';
import { readQuery } from '../eas-log/address-query.ts';
import { faultOf, surest, wordFact } from '../eas-log/faults.ts';
import type { Phones } from '../eas-log/phones.ts';
import type { Fault, Request, Sign } from '../eas-log/request.ts';
import { detached, sign } from '../eas-log/sign.ts';
import { readDetails, type SyncDetails } from './sync-details.ts';
import type { WebLine } from './web-line.ts';

/** @param at the line's number, counted from 1. */
export function toWebRequest(web: WebLine, at: number, phones: Phones, book: FactBook): { request: Request; version: number | undefined } {
  const address = readQuery(web.query, book);
  const details = readDetails(web.query, web.error);
  const named = web.method === 'OPTIONS' ? 'OPTIONS' : address.command || web.action;
  const command = /^[A-Za-z]{2,30}$/.test(named) ? detached(named, 30) : '';
  const shown = sign(at, asShown(web, command, details));
  const faults = faultsOf(web, details, shown, book);
  const policy = faults.some(({ cause }) => cause === 'policy');
  const request: Request = {
    line: at,
    time: detached(web.time, 40),
    phone: phones.nameOf(address.deviceId, address.deviceType),
    command,
    http: detached(web.status, 3),
    status: '',
    result: faults.length > 0 ? 'fault' : resultOf(web, details),
    faults,
    step: policy && command !== 'Provision' ? 'challenge' : command === 'Provision' && faults.length === 0 ? 'asked' : undefined,
    stepSign: shown,
  };
  return { request, version: details.version };
}

function resultOf(web: WebLine, details: SyncDetails): Request['result'] {
  if (web.status === '') return 'waiting';
  return web.status.startsWith('2') && details.errors.length === 0 ? 'ok' : 'unreadable';
}

/** The line without user, addresses and keys: when, what, and how it went. */
function asShown(web: WebLine, command: string, { errors, state }: SyncDetails): string {
  const said = [state === '' ? '' : `As:${state}`, ...errors.map((word) => `Error:${word}`)];
  return [web.time, web.method, '/Microsoft-Server-ActiveSync', command && `Cmd=${command}`, ...said, web.status, web.subStatus, web.win32]
    .filter((part) => part !== '')
    .join(' ');
}

function faultsOf(web: WebLine, details: SyncDetails, shown: Sign, book: FactBook): Fault[] {
  const access = details.byPolicy ? book.statuses.get('AccessStateReason/Policy') : book.statuses.get(`AccessState/${details.state}`);
  const blocked = book.statuses.get(`AccessState/${details.state}`)?.cause === undefined ? [] : faultOf(access, [shown]);
  const all = [...details.errors.flatMap((word) => faultOf(wordFact(word, book), [shown])), ...blocked, ...httpFault(web, details, shown, book)];
  // The words say more than the number: a 403 with a reason is not also a 403 without one.
  const cause = (all.find((one) => one.cause === 'wipe') ?? all[0])?.cause;
  return cause === undefined ? [] : surest(all.filter((one) => one.cause === cause));
}

function httpFault(web: WebLine, details: SyncDetails, shown: Sign, book: FactBook): Fault[] {
  if (web.status === '' || web.status.startsWith('2')) return [];
  const passedOn = details.handedOn && web.status.startsWith('5') ? book.statuses.get('Token/ProxyError') : undefined;
  const signIn = web.status === '401' ? book.statuses.get(`SignIn/${web.win32}`) : undefined;
  return faultOf(passedOn ?? signIn ?? book.statuses.get(`HttpDetail/${web.status}${web.subStatus}`) ?? book.statuses.get(`http/${web.status}`), [shown]);
}
