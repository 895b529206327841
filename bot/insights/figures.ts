/** The figures that the page shows, added up walk by walk. Pure: nothing comes in but events. */
import type { Audience } from '../../dialogs/audience.ts';
import type { StoredEvent } from '../store/stored-event.ts';
import { Counts } from './counts.ts';
import { type Fate, readWalk, type Result, type Walk } from './read-walk.ts';

/** Which cases count; what is not set lets all through. */
export interface Filter {
  /** Cases that reached this guide. */
  readonly guide?: string | undefined;
  readonly audience?: Audience | undefined;
  readonly language?: string | undefined;
}

/** A guide's cases by how they ended: in it, or in another one they went on to. */
export type GuideEnd = Result | 'elsewhere';

/** What was found, looked at or said: how often, and how many of the cases ended solved. */
export type Tally = 'times' | 'cases' | 'solved';

export class Figures {
  readonly #filter: Filter;
  readonly #now: number;
  readonly #case: StoredEvent[] = [];
  cases = 0;
  /** Cases that never came to a guide. */
  unplaced = 0;
  readonly results = new Counts<Result>();
  /** By day (UTC) on which the case began. */
  readonly days = new Map<string, Counts<Result>>();
  readonly guides = new Map<string, Counts<GuideEnd>>();
  readonly fixes = new Map<string, { readonly taps: number; readonly minutes: number }[]>();
  readonly ratings = new Map<string, Counts<string>>();
  /** By `guide/node`. */
  readonly nodes = new Map<string, Counts<Fate>>();
  /** By `guide/node/answer`. */
  readonly arrows = new Counts<string>();
  /** By kind and cause; by probe. */
  readonly findings = new Map<string, Counts<Tally>>();
  readonly looks = new Map<string, Counts<Tally>>();
  /** What triage could not place, by what it did; topics that were turned away; concepts in words that led nowhere. */
  readonly unclear = new Counts<string>();
  readonly topics = new Counts<string>();
  readonly concepts = new Counts<string>();
  /** Languages of all cases in the period, whatever the filter. */
  readonly languages = new Counts<string>();

  /** @param now when the figures are drawn up: who said nothing for a day until then has given up. */
  constructor(now: number, filter: Filter = {}) {
    this.#now = now;
    this.#filter = filter;
  }

  /** Takes events, case by case and each in its order, in as many parts as one likes. */
  add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      if (this.#case[0] !== undefined && this.#case[0].case !== event.case) this.end();
      this.#case.push(event);
    }
  }

  /** Takes the last case; to be called when there are no more events. */
  end(): void {
    const [first, ...rest] = this.#case.splice(0);
    if (first !== undefined) this.#count(readWalk([first, ...rest], this.#now));
  }

  #count(walk: Walk): void {
    this.languages.add(walk.language ?? unknownLanguage);
    if (!this.#fits(walk)) return;
    this.cases += 1;
    this.results.add(walk.result);
    const day = new Date(walk.began).toISOString().slice(0, 10);
    countsAt(this.days, day).add(walk.result);
    if (walk.visits.length === 0) this.unplaced += 1;
    this.#countVisits(walk);
    this.#countGuides(walk);
    this.#countNoted(walk);
  }

  #fits({ visits, audience, language }: Walk): boolean {
    const { guide, audience: whose, language: which } = this.#filter;
    if (whose !== undefined && whose !== audience) return false;
    if (which !== undefined && which !== (language ?? unknownLanguage)) return false;
    return guide === undefined || visits.some((visit) => visit.guide === guide);
  }

  #wants(guide: string | undefined): guide is string {
    return guide !== undefined && (this.#filter.guide === undefined || this.#filter.guide === guide);
  }

  #countVisits({ visits }: Walk): void {
    for (const { guide, node, fate, answer } of visits) {
      if (!this.#wants(guide)) continue;
      countsAt(this.nodes, `${guide}/${node}`).add(fate);
      if (fate === 'went-on') this.arrows.add(`${guide}/${node}/${answer ?? ''}`);
    }
  }

  #countGuides({ visits, result, fix, rating }: Walk): void {
    const last = visits.at(-1)?.guide;
    for (const guide of new Set(visits.map((visit) => visit.guide))) {
      if (this.#wants(guide)) countsAt(this.guides, guide).add(guide === last ? result : 'elsewhere');
    }
    if (fix !== undefined && this.#wants(last)) fixesAt(this.fixes, last).push(fix);
    if (rating !== undefined && this.#wants(rating.guide)) countsAt(this.ratings, rating.guide).add(rating.value);
  }

  #countNoted({ noted, result }: Walk): void {
    const seen = new Set<string>();
    for (const { name, value = 'unknown' } of noted) {
      const tally = name === 'found' ? countsAt(this.findings, value) : name === 'looked' ? countsAt(this.looks, value) : undefined;
      if (tally === undefined) this.#countUnclear(name, value);
      tally?.add('times');
      if (tally === undefined || seen.has(`${name} ${value}`)) continue;
      seen.add(`${name} ${value}`);
      tally.add('cases');
      if (result === 'solved') tally.add('solved');
    }
  }

  #countUnclear(name: string, value: string): void {
    this.unclear.add(name);
    if (name === 'turned-away') this.topics.add(value);
    else if (value !== 'unknown') for (const concept of value.split(' ')) this.concepts.add(concept);
  }
}

/** Stands where the channel did not say the language. */
export const unknownLanguage = '-';

function countsAt<Name extends string>(map: Map<string, Counts<Name>>, key: string): Counts<Name> {
  const counts = map.get(key) ?? new Counts<Name>();
  map.set(key, counts);
  return counts;
}

function fixesAt<Fix>(map: Map<string, Fix[]>, key: string): Fix[] {
  const fixes = map.get(key) ?? [];
  map.set(key, fixes);
  return fixes;
}
