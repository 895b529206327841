/** How a run is asked for. */
import { parseArgs } from 'node:util';
import type { Length } from './scenario.ts';

export interface Wanted {
  readonly seeds: readonly number[];
  readonly length: Length;
  readonly only: readonly string[];
  /** The stores to run on; none for both. */
  readonly stores: readonly string[];
  readonly publish: boolean;
  readonly list: boolean;
}

export const usage = `npm run soak -- [--seed N]… [--only NAME]… [--store NAME] [--short | --long] [--publish]

  --seed N     the seed of the schedule; several seeds are run one after the other
  --only NAME  one scenario; "many-machines" for all that run on PostgreSQL with three processes
  --store NAME sqlite, or postgres: three processes on one PostgreSQL
  --short      about a minute, as npm test runs it;  --long  more of everything
  --publish    writes test/RELIABILITY.md
  --list       names the scenarios`;

/** @throws TypeError for an option that there is not. */
export function readArguments(words: readonly string[], freshSeed: () => number): Wanted {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      store: { type: 'string', multiple: true },
      short: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const seeds = (values.seed ?? []).flatMap((text) => text.split(',')).map(Number);
  if (!seeds.every(Number.isSafeInteger)) throw new TypeError('A seed is a whole number.');
  return {
    seeds: seeds.length > 0 ? seeds : [freshSeed()],
    length: values.short ? 'short' : values.long ? 'long' : 'full',
    only: values.only ?? [],
    stores: values.store ?? [],
    publish: values.publish,
    list: values.list,
  };
}
