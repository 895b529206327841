/** Draws the figures up from the store, a page of events at a time so that nobody is held up, and keeps them a moment. */
import { setImmediate as breathe } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from '../store/store.ts';
import type { EventPlace } from '../store/stored-event.ts';
import { Figures } from './figures.ts';
import { addressOf, periodOf, type Query } from './read-query.ts';

/** Queries that are remembered, and for how many milliseconds: a page and its tables are asked for one after the other. */
const mostKept = 20;
const keptFor = 60_000;

/** Gives the figures of a query. Several who ask for the same get the same. */
export function openFigures(store: Pick<Store, 'events'>, now: () => number): (query: Query) => Promise<Figures> {
  const kept = new LRUCache<string, Promise<Figures>>({ max: mostKept, ttl: keptFor });
  return (query) => {
    const name = addressOf(query);
    const figures = kept.get(name) ?? load(store, query, now());
    kept.set(name, figures, { noUpdateTTL: true });
    figures.catch(() => kept.delete(name));
    return figures;
  };
}

async function load(store: Pick<Store, 'events'>, query: Query, now: number): Promise<Figures> {
  const figures = new Figures(now, query);
  const period = periodOf(query);
  let place: EventPlace | undefined;
  do {
    const events = await store.events(period, place);
    figures.add(events);
    place = events.at(-1);
    await breathe();
  } while (place !== undefined);
  figures.end();
  return figures;
}
