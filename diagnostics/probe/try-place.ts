/** One place where a phone may find its server, with the redirects that lead on from it. */
import type { Cause, Evidence, FindingTable } from '../finding.ts';
import { noteCertificateBriefly } from './certificate-rows.ts';
import { judgePlace } from './judge-place.ts';
import type { Connection, ProbeAnswer, SecureConnection } from './network.ts';
import { reach, secure } from './reach.ts';
import { redirectTarget } from './redirect-target.ts';
import { causeOf, type Look } from './rows.ts';
import { type Taken, take } from './take-step.ts';

/** How far a place led. `server`: to where a phone would sign in; `answer`: to something else; `nothing`: not that far. */
type Depth = 'server' | 'answer' | 'nothing';

export interface PlaceResult {
  readonly depth: Depth;
  /** The server at the end of the way. */
  readonly host: string;
  readonly causes: readonly Cause[];
  readonly tables: readonly FindingTable[];
  readonly lack?: string | undefined;
  /** Why a redirect leads nowhere. */
  readonly deadEnd?: { readonly says: string; readonly from: Evidence } | undefined;
}

interface Stop {
  /** The place's number in the order. */
  readonly number: string;
  readonly protocol: 'https' | 'http';
  readonly host: string;
  readonly path: string;
  /** Addresses asked before on this way. */
  readonly before: readonly string[];
}

/** Redirects after which a phone gives up. */
const mostRedirects = 10;

/** Asks at a place without a user, and follows where it sends. */
export async function tryPlace(look: Look, stop: Stop): Promise<PlaceResult> {
  const prefix = `${stop.number}. ${stop.protocol}://${stop.host}: `;
  const connected = await reach(look, { host: stop.host, prefix }, stop.protocol === 'https' ? 443 : 80);
  if (!connected.ok) return nothing(stop, connected);
  let next: Stop | PlaceResult;
  try {
    next = stop.protocol === 'https' ? await askSecurely(look, stop, connected.value, prefix) : await ask(look, stop, connected.value, prefix);
  } finally {
    connected.value.close();
  }
  return 'depth' in next ? next : tryPlace(look, next);
}

async function askSecurely(look: Look, stop: Stop, connection: Connection, prefix: string): Promise<Stop | PlaceResult> {
  const secured = await secure(look, { host: stop.host, prefix }, connection);
  if (!secured.ok) return nothing(stop, secured);
  const certificate = noteCertificateBriefly(look, `${prefix}Certificate`, stop.host, secured.value);
  const next = await ask(look, stop, secured.value, prefix);
  if (!('depth' in next)) return certificate.causes.length === 0 ? next : { depth: 'server', host: stop.host, ...certificate };
  return { ...next, causes: next.depth === 'nothing' ? next.causes : [...certificate.causes, ...next.causes], tables: certificate.tables };
}

async function ask(look: Look, stop: Stop, connection: Pick<SecureConnection, 'request'>, prefix: string): Promise<Stop | PlaceResult> {
  const step = `${prefix}Answer`;
  const tried = await connection.request({ method: 'GET', path: stop.path });
  const taken: Taken<ProbeAnswer> = take(look.rows, { step, host: stop.host, passed: () => undefined }, tried);
  if (!taken.ok) return nothing(stop, taken);
  const next = nextStop(stop, taken.value);
  const judged = judgePlace(
    taken.value,
    stop.protocol,
    next === undefined || typeof next === 'string' ? next : `It sends the phone on to https://${next.host}.`,
    look.book,
  );
  const from = look.rows.add({ step, state: judged.state, milliseconds: tried.milliseconds, detail: judged.detail });
  if (next !== undefined && typeof next !== 'string') return next;
  const causes = judged.cause === undefined ? [] : [causeOf(judged.cause, judged.certainty, judged.detail, from)];
  return { depth: judged.isServer ? 'server' : 'answer', host: stop.host, causes, tables: [], deadEnd: next === undefined ? undefined : { says: next, from } };
}

/** Where a redirect leads, why it leads nowhere, or `undefined` when the answer is none. */
function nextStop(stop: Stop, answer: ProbeAnswer): Stop | string | undefined {
  if (!isFollowed(answer.status)) return undefined;
  const here = `${stop.protocol}://${stop.host}${stop.path}`;
  const before = [...stop.before, here];
  const target = redirectTarget(answer, here);
  if (typeof target === 'string') return target;
  if (before.includes(`https://${target.host}${target.path}`)) return 'It sends the phone round in a circle. A phone gives up.';
  if (before.length > mostRedirects) return `It sends the phone on more than ${mostRedirects} times. A phone gives up.`;
  return { number: stop.number, protocol: 'https', ...target, before };
}

/** The redirects that the search for a server knows. */
function isFollowed(status: number): boolean {
  return [301, 302, 307].includes(status);
}

function nothing({ host }: Stop, { causes, lack }: { readonly causes: readonly Cause[]; readonly lack?: string | undefined }): PlaceResult {
  return { depth: 'nothing', host, causes, tables: [], lack };
}
