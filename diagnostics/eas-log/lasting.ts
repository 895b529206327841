/** Which faults of a phone last to the end of the log, and which passed. */
import type { Fault, Request } from './request.ts';

/** A cause with the requests that show it. */
export interface Lasting {
  readonly cause: string;
  readonly phone: string;
  readonly faults: readonly Fault[];
  /** Where the last of them stands among the phone's requests, counted from its end: 0 for the last request. */
  readonly fromEnd: number;
  /** It came and went, and did not last to the end. */
  readonly cameAndWent: boolean;
}

/** Causes that only the same command's success disproves: another command works in spite of them. */
const ofOneCommand: ReadonlySet<string> = new Set(['mailbox-full', 'sync-state', 'protocol', 'server-error', 'unclear']);
/** A sign-in is refused once as a matter of course, before the phone sends its password. */
const ordinaryOnce = 'auth';
/** Why a sign-in was refused, which says more than that it was. None of them is a fault once a sign-in has been accepted. */
const signInReasons: ReadonlySet<string> = new Set(['credentials', 'account']);
/** Faults that come back this often, in this share of the requests, are worth a word even though they passed. */
const often = { times: 3, share: 0.25 };

/** Whether a request shows that the phone gets what it wants: more than a policy. */
export function gotThrough(request: Request): boolean {
  return request.result === 'ok' && request.command !== '' && request.command !== 'Provision' && request.command !== 'OPTIONS';
}

/** The lasting faults of one phone, in no order. */
export function lastingFaults(phone: string, requests: readonly Request[]): Lasting[] {
  const causes = new Set(requests.flatMap(({ faults }) => faults.map(({ cause }) => cause)));
  const found = [...causes].flatMap((cause) => lasting(phone, cause, requests) ?? []);
  return found.some(({ cause }) => signInReasons.has(cause)) ? found.filter(({ cause }) => cause !== ordinaryOnce) : found;
}

function lasting(phone: string, cause: string, requests: readonly Request[]): Lasting | undefined {
  const hits = requests.flatMap((request, at) => request.faults.filter((fault) => fault.cause === cause).map((fault) => ({ at, fault, request })));
  const last = hits.at(-1);
  if (last === undefined) return undefined;
  const cured = curedAfter(cause, last, hits.length, requests);
  const found = { cause, phone, fromEnd: requests.length - 1 - last.at };
  if (!cured) {
    const since = lastCure(cause, last.request, requests);
    const tail = hits.filter(({ at }) => at > since).map(({ fault }) => fault);
    return cause === ordinaryOnce && tail.length < 2 ? undefined : { ...found, faults: tail, cameAndWent: false };
  }
  const isSignIn = cause === ordinaryOnce || signInReasons.has(cause);
  const comesBack = !isSignIn && hits.length >= often.times && hits.length >= often.share * requests.length;
  return comesBack ? { ...found, faults: hits.map(({ fault }) => fault), cameAndWent: true } : undefined;
}

/** Whether something after the last time shows that it is over. A wipe is never over. */
function curedAfter(cause: string, last: { readonly at: number; readonly request: Request }, times: number, requests: readonly Request[]): boolean {
  if (cause === 'wipe') return false;
  const after = requests.slice(last.at + 1);
  if (cause === 'policy' && after.some(({ step }) => step === 'accepted')) return true;
  if (!ofOneCommand.has(cause)) return after.some(gotThrough);
  if (after.some((one) => one.result === 'ok' && one.command === last.request.command)) return true;
  return times === 1 && (cause === 'server-error' || cause === 'unclear') && after.some(gotThrough);
}

/** Where the phone last got through before the run of faults that lasts. */
function lastCure(cause: string, request: Request, requests: readonly Request[]): number {
  if (cause === 'wipe') return -1;
  const cures = ofOneCommand.has(cause) ? (one: Request): boolean => one.result === 'ok' && one.command === request.command : gotThrough;
  return requests.findLastIndex(cures);
}

/** Likeliest first: a wipe before everything, then what lasts, what happened most, and what happened last. */
export function byWeight(one: Lasting, other: Lasting): number {
  return (
    Number(other.cause === 'wipe') - Number(one.cause === 'wipe') ||
    Number(one.cameAndWent) - Number(other.cameAndWent) ||
    other.faults.length - one.faults.length ||
    one.fromEnd - other.fromEnd
  );
}
