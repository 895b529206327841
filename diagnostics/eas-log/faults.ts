/** What was wrong with one entry, by the facts; the most telling first. */
import type { FactBook } from '../../knowledge/library.ts';
import type { BodyStatus } from './body-facts.ts';
import type { Entry } from './entry.ts';
import type { Fault, Sign } from './request.ts';

/** A status that the facts know. */
export type KnownStatus = NonNullable<ReturnType<FactBook['statuses']['get']>>;

/** The fault that a known status stands for; none when it stands for nothing wrong. */
export function faultOf(known: KnownStatus | undefined, signs: readonly Sign[], also = ''): Fault[] {
  if (known?.cause === undefined) return [];
  return [{ cause: known.cause, certainty: known.certainty, means: also === '' ? known.meaning : `${known.meaning} ${also}`, signs }];
}

/** The fact for a status inside an answer; `undefined` when there is none. */
export function statusFact(status: BodyStatus, entry: Entry, book: FactBook): KnownStatus | undefined {
  if (Number(status.value) > 100) return book.statuses.get(`common/${status.value}`);
  if (status.of === 'Collection') return book.statuses.get(`Sync/${status.value}`);
  if (status.of === 'Policy') return book.statuses.get(`Policy/${status.value}`);
  const command = status.of === '' || status.of === 'Response' ? entry.address?.command : status.of;
  return book.statuses.get(`${command ?? ''}/${status.value}`);
}

/** All faults of an entry, each cause once. */
export function faultsOf(entry: Entry, book: FactBook): Fault[] {
  const inside = [...entry.response.statuses, ...entry.request.statuses.filter(({ value }) => Number(value) > 100)];
  const statuses = inside.flatMap((one) => faultOf(statusFact(one, entry, book), [one.sign]));
  const access = accessFaults(entry, statuses, book);
  const all = [...wipes(entry, book), ...access, ...beside(statuses, access, book), ...answers(entry, book), ...httpFaults(entry, book)];
  return [...Map.groupBy(all, ({ cause }) => cause).values()].flatMap((same) => surest(same));
}

const strength: readonly Fault['certainty'][] = ['documented', 'derived', 'unverified'];

/** What is surest among faults of one cause, with all the lines that show it: the phone's answer and the server's may both do. */
export function surest(faults: readonly Fault[]): Fault[] {
  const certainty = strength.find((one) => faults.some((fault) => fault.certainty === one));
  const best = faults.find((one) => one.certainty === certainty);
  return best === undefined ? [] : [{ ...best, signs: faults.flatMap(({ signs }) => signs) }];
}

function wipes(entry: Entry, book: FactBook): Fault[] {
  const found = entry.response.wipe ?? entry.request.wipe;
  return found === undefined ? [] : faultOf(book.statuses.get('common/140'), [found]);
}

/** A block names its reason; without one that is known, a status says more than the block. */
function accessFaults(entry: Entry, statuses: readonly Fault[], book: FactBook): Fault[] {
  const state = entry.state && book.statuses.get(`AccessState/${entry.state.word}`);
  if (entry.state === undefined || state?.cause === undefined) return [];
  const reason = entry.reason && book.statuses.get(`AccessStateReason/${entry.reason.word}`);
  if (reason === undefined && statuses.length > 0) return [];
  const signs = [entry.state.sign, ...(entry.reason ? [entry.reason.sign] : [])];
  if (reason?.cause === undefined) return faultOf(state, signs, reason?.meaning ?? '');
  return faultOf({ ...reason, meaning: `${state.meaning} ${reason.meaning}` }, signs);
}

/** The status of a blocked phone says no more than its access state, which names the reason. */
function beside(statuses: readonly Fault[], access: readonly Fault[], book: FactBook): readonly Fault[] {
  if (access.length === 0) return statuses;
  return statuses.filter(({ cause }) => cause !== book.statuses.get('AccessState/Blocked')?.cause);
}

function answers(entry: Entry, book: FactBook): Fault[] {
  return entry.request.statuses.filter(({ of }) => of === 'Policy').flatMap((one) => faultOf(book.statuses.get(`PhoneAnswer/${one.value}`), [one.sign]));
}

function httpFaults(entry: Entry, book: FactBook): Fault[] {
  const signs = entry.http ? [entry.http] : [];
  const words = entry.words.flatMap(({ word, sign }) => faultOf(wordFact(word, book), [sign]));
  const slowed = entry.slowed && book.statuses.get(`HttpThrottled/${entry.code}`);
  if (slowed && entry.slowed) return faultOf(slowed, [...signs, entry.slowed]);
  if (entry.code.startsWith('2')) return [];
  if (words.length > 0) return [...words.map((one) => ({ ...one, signs: [...signs, ...one.signs] })), ...plainHttp(entry, book)];
  if (entry.code === '') return entry.exception && entry.response.statuses.length === 0 ? faultOf(book.statuses.get('Exception/none'), [entry.exception]) : [];
  return plainHttp(entry, book);
}

function plainHttp(entry: Entry, book: FactBook): Fault[] {
  const sign = entry.http ?? entry.exception;
  const to = entry.location === '' ? '' : `It is ${entry.location}.`;
  return faultOf(book.statuses.get(`http/${entry.code}`), sign ? [sign] : [], to);
}

/** The fact for a word of an exception or of a web server's details: a name of its own, or a common status's number or name. */
export function wordFact(word: string, book: FactBook): KnownStatus | undefined {
  const known = book.statuses.get(`Token/${word}`) ?? book.statuses.get(`common/${word}`);
  if (known !== undefined || /^\d/.test(word)) return known;
  const names = commonNames.get(book) ?? commonNamesOf(book);
  commonNames.set(book, names);
  return names.get(word);
}

const commonNames = new WeakMap<FactBook, ReadonlyMap<string, KnownStatus>>();

/** Exceptions have very many words, and the facts are not to be searched for each of them. */
function commonNamesOf(book: FactBook): ReadonlyMap<string, KnownStatus> {
  const names = new Map<string, KnownStatus>();
  for (const [key, status] of book.statuses)
    if (key.startsWith('common/') && status.name !== undefined && !names.has(status.name)) names.set(status.name, status);
  return names;
}
