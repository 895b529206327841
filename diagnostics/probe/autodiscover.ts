/** The check `autodiscover`: where a phone finds its server, from nothing but the mail domain. */
import type { Cause } from '../finding.ts';
import { conclude, type Found } from './conclude.ts';
import type { ServiceRecord } from './network.ts';
import type { ProbeReport } from './report.ts';
import { causeOf, type Look } from './rows.ts';
import { type Place, searchOrder } from './search-order.ts';
import { take } from './take-step.ts';
import { type PlaceResult, tryPlace } from './try-place.ts';

interface Visited {
  readonly place: Place;
  readonly result: PlaceResult;
}

/** @param domain a mail domain that may be checked. */
export async function checkAutodiscover(domain: string, look: Look): Promise<ProbeReport> {
  const visited: Visited[] = [];
  const places = searchOrder(domain, look);
  if (places.length === 0) return conclude('autodiscover', domain, look, { causes: [], lacks: [order] });
  for (const place of places) {
    if (visited.some(({ result }) => isTaken(result))) {
      look.rows.add({ step: nameOf(place, domain), state: 'not-run', milliseconds: 0, detail: 'A phone has found its server before.' });
      continue;
    }
    // In turn, as a phone does: the first one that answers ends the search.
    // oxlint-disable-next-line no-await-in-loop
    visited.push({ place, result: await visit(look, domain, place) });
  }
  return conclude('autodiscover', domain, look, summed(look, domain, visited));
}

const order = 'a list of where this phone looks for its server';

function visit(look: Look, domain: string, place: Place): Promise<PlaceResult> {
  switch (place.kind) {
    case 'https':
    case 'http':
      return tryPlace(look, { ...place, protocol: place.kind, before: [] });
    case 'srv':
      return visitService(look, domain, place);
  }
}

async function visitService(look: Look, domain: string, place: Place): Promise<PlaceResult> {
  const nowhere: PlaceResult = { depth: 'nothing', host: domain, causes: [], tables: [] };
  const tried = await look.network.autodiscoverServices(domain);
  const step = nameOf(place, domain);
  if (!tried.ok && tried.trouble === 'no-record') {
    look.rows.add({ step, state: 'warned', milliseconds: tried.milliseconds, detail: 'There is no such record. Only some companies have one.' });
    return nowhere;
  }
  const found = take(look.rows, { step, host: domain, passed: () => undefined }, tried);
  if (!found.ok) return { ...nowhere, lack: found.lack };
  const best = bestOf(found.value);
  const unsure = place.certainty === 'unverified' ? ' It is not documented whether this phone looks here.' : '';
  const detail = best === undefined ? 'The record names no server on port 443.' : `The record names ${best.host}.${unsure}`;
  look.rows.add({ step, state: 'warned', milliseconds: tried.milliseconds, detail });
  return best === undefined ? nowhere : tryPlace(look, { number: place.number, protocol: 'https', host: best.host, path: place.path, before: [] });
}

/** The lowest priority first, then the greatest weight; another port than 443 does not count. */
function bestOf(records: readonly ServiceRecord[]): ServiceRecord | undefined {
  return records.filter(({ port }) => port === 443).toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)[0];
}

function summed(look: Look, domain: string, visited: readonly Visited[]): Found {
  const taken = visited.find(({ result }) => isTaken(result));
  if (taken !== undefined && taken.place.certainty !== 'unverified') {
    const fine = `A phone finds its server: ${taken.result.host}, at step ${taken.place.number} of its search.`;
    return { causes: taken.result.causes, tables: taken.result.tables, fine };
  }
  const results = visited.map(({ result }) => result);
  const tables = results.flatMap((one) => one.tables);
  const lacks = results.flatMap((one) => one.lack ?? []);
  const causes = likeliest(results);
  // Where this check was not allowed to look, the server may be.
  if (taken === undefined && causes.length === 0 && lacks.length > 0) return { causes, tables, lacks };
  // A server that was found, but does not let a phone sign in, is found all the same.
  const isFound = taken === undefined && causes.some((one) => one.cause === 'auth');
  return { causes: isFound ? causes : [...causes, taken === undefined ? missing(look, domain, results, causes) : unsure(look, taken)], tables, lacks };
}

/** The causes of the places that led furthest. A name that does not exist is nothing wrong by itself. */
function likeliest(results: readonly PlaceResult[]): PlaceResult['causes'] {
  const ofDepth = (depth: PlaceResult['depth']) => results.filter((one) => one.depth === depth).flatMap((one) => one.causes);
  const deep = [...ofDepth('server'), ...ofDepth('answer').filter((one) => !one.cause.startsWith('certificate-'))];
  return deep.length > 0 ? deep : ofDepth('nothing').filter((one) => one.cause !== 'server-name');
}

/** @param causes what keeps the phone from its server, when that was found out. */
function missing(look: Look, domain: string, results: readonly PlaceResult[], causes: readonly Cause[]): Cause {
  if (causes.length > 0) {
    const says = `As long as that is so, a phone usually finds no server for ${domain} by itself.`;
    return causeOf('autodiscover', 'derived', says, look.rows.last);
  }
  const deadEnd = results.find((one) => one.deadEnd !== undefined)?.deadEnd;
  const says = `A phone finds no server for ${domain} by itself. The server must be typed in by hand.`;
  return causeOf('autodiscover', 'documented', deadEnd === undefined ? says : `${deadEnd.says} ${says}`, deadEnd?.from ?? look.rows.last);
}

function unsure(look: Look, { result }: Visited): Cause {
  const says = `Only a service record in DNS leads to the server, ${result.host}. It is not documented whether this phone uses it. The server can be typed in by hand.`;
  return causeOf('autodiscover', 'unverified', says, look.rows.last);
}

/** Whether a phone would stay with it, as far as that is known. */
function isTaken({ depth, causes }: PlaceResult): boolean {
  return depth === 'server' && causes.every((one) => one.certainty === 'unverified');
}

function nameOf(place: Place, domain: string): string {
  switch (place.kind) {
    case 'https':
    case 'http':
      return `${place.number}. ${place.kind}://${place.host}`;
    case 'srv':
      return `${place.number}. Service record of ${domain}`;
  }
}
