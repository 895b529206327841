/** The figures are what the events say, counted twice: once as the page does, once naively. */
import { Figures } from '../../../bot/insights/figures.ts';
import { median } from '../../../bot/insights/counts.ts';
import type { StoredEvent } from '../../../bot/store/stored-event.ts';
import { randomWalks } from '../../support/random-walks.ts';
import { randomNumbers } from '../../support/seed-events.ts';
import { smallDesk } from '../../support/small-knowledge.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const began = Date.UTC(2026, 9, 1, 9);

interface Happened {
  readonly name: string;
  readonly at?: number;
  readonly place?: string;
  readonly value?: string;
  readonly case?: string;
}

/** Events of one case, a minute apart; `place` is `guide/node`. */
function events(...happened: readonly Happened[]): StoredEvent[] {
  return happened.map(({ name, at, place, value, case: id = 'one' }, index) => {
    const [guide, node] = place?.split('/') ?? [];
    return { case: id, began, nth: index + 1, at: began + (at ?? index) * minute, name, guide, node, value, audience: 'user', language: 'en' };
  });
}

function figuresOf(rows: readonly StoredEvent[], now = began + 10 * day): Figures {
  const figures = new Figures(now);
  figures.add(rows);
  figures.end();
  return figures;
}

const [first, second, end] = ['g/first', 'g/second', 'g/end'];

describe('Of a case that was solved', () => {
  const figures = figuresOf(
    events(
      { name: 'arrived', place: first },
      { name: 'answered', place: first, value: 'yes', at: 2 },
      { name: 'arrived', place: second, at: 2 },
      { name: 'back', place: second, at: 3 },
      { name: 'arrived', place: first, at: 3 },
      { name: 'answered', place: first, value: 'no', at: 7 },
      { name: 'arrived', place: end, at: 7 },
      { name: 'solved', place: end, at: 7 },
      { name: 'rated', place: end, value: 'poor', at: 8 },
      { name: 'rated', place: end, value: 'good', at: 8 },
    ),
  );

  it('the page shows where each visit led, the taps and minutes to the fix, and the last rating', () => {
    expect(figures.results.entries()).toEqual([['solved', 1]]);
    expect(figures.nodes.get(first)?.entries()).toEqual([['went-on', 2]]);
    expect(figures.nodes.get(second)?.entries()).toEqual([['went-back', 1]]);
    expect(figures.nodes.get(end)?.entries()).toEqual([['solved', 1]]);
    expect(figures.arrows.entries()).toEqual([
      ['g/first/no', 1],
      ['g/first/yes', 1],
    ]);
    expect(figures.fixes.get('g')).toEqual([{ taps: 3, minutes: 7 }]);
    expect(figures.ratings.get('g')?.entries()).toEqual([['good', 1]]);
  });
});

describe('Somebody has given up', () => {
  const silent = events({ name: 'arrived', place: first });

  it('after a day without a word, and not before', () => {
    expect(
      figuresOf(silent, began + day - 1)
        .nodes.get(first)
        ?.entries(),
    ).toEqual([['open', 1]]);
    expect(
      figuresOf(silent, began + day)
        .nodes.get(first)
        ?.entries(),
    ).toEqual([['gave-up', 1]]);
    expect(figuresOf(silent, began + day).results.entries()).toEqual([['gave-up', 1]]);
  });

  it('at once when they start over', () => {
    const figures = figuresOf(events({ name: 'arrived', place: first }, { name: 'started-over', place: first }), began + minute);
    expect(figures.nodes.get(first)?.entries()).toEqual([['gave-up', 1]]);
    expect(figures.results.entries()).toEqual([['gave-up', 1]]);
  });

  it('not when they start over after it was solved', () => {
    const figures = figuresOf(events({ name: 'arrived', place: end }, { name: 'solved', place: end }, { name: 'started-over', place: end }));
    expect(figures.results.entries()).toEqual([['solved', 1]]);
  });
});

it('Closing a case on a step is no second visit to it', () => {
  const figures = figuresOf(events({ name: 'arrived', place: first }, { name: 'arrived', place: first }, { name: 'handed-over', place: first }));
  expect(figures.nodes.get(first)?.entries()).toEqual([['handed-over', 1]]);
});

it('A fix that was taken back does not count', () => {
  const figures = figuresOf(
    events({ name: 'arrived', place: end }, { name: 'solved', place: end }, { name: 'back', place: end }, { name: 'arrived', place: first }),
  );
  expect(figures.results.entries()).toEqual([['gave-up', 1]]);
  expect(figures.fixes.size).toBe(0);
});

it('A filter lets only its cases count, and of a guide only what is its own', () => {
  const rows = [
    ...events({ name: 'arrived', place: first }, { name: 'switched', place: first, value: 'h' }, { name: 'arrived', place: 'h/start' }),
    ...events({ name: 'arrived', place: 'h/start', case: 'two' }),
  ];
  const figures = new Figures(began + 2 * day, { guide: 'g' });
  figures.add(rows);
  figures.end();
  expect(figures.cases).toBe(1);
  expect([...figures.nodes.keys()]).toEqual([first]);
  expect(figures.guides.get('g')?.entries()).toEqual([['elsewhere', 1]]);
  const none = new Figures(began, { audience: 'admin' });
  none.add(rows);
  none.end();
  expect(none.cases).toBe(0);
});

it('The median of an even number of figures lies between the two in the middle', () => {
  expect([median([5, 1, 3]), median([4, 1, 2, 3]), median([])]).toEqual([3, 2.5, undefined]);
});

/** The same figures for one case, the slow way: every question goes through all of its events again. */
function naively(all: readonly StoredEvent[], now: number): { nodes: string[]; result: string; taps: number | undefined; guides: string[] } {
  const isQuiet =
    now - Math.max(...all.map(({ at }) => at)) >= day ||
    all.findLastIndex(({ name }) => name === 'started-over') > all.findLastIndex(({ name }) => name === 'arrived');
  const moves = ['answered', 'back', 'switched'];
  const isVisit = (index: number): boolean => {
    const event = all[index]!;
    if (event.name !== 'arrived' || event.guide === undefined) return false;
    const sinceArrival = all.slice(0, index).findLastIndex(({ name }) => name === 'arrived');
    const before = all[sinceArrival];
    const moved = all.slice(sinceArrival + 1, index).some(({ name }) => moves.includes(name));
    return before === undefined || moved || before.guide !== event.guide || before.node !== event.node;
  };
  const fateNames: Record<string, string> = {
    answered: 'went-on',
    back: 'went-back',
    switched: 'moved',
    solved: 'solved',
    'handed-over': 'handed-over',
    'started-over': 'gave-up',
  };
  const visits = all.flatMap((event, index) => {
    if (!isVisit(index)) return [];
    const fate = all.slice(index + 1).find(({ name }) => fateNames[name] !== undefined)?.name;
    return [{ guide: event.guide!, text: `${event.guide}/${event.node} ${fate === undefined ? (isQuiet ? 'gave-up' : 'open') : fateNames[fate]}` }];
  });
  const lastEnd = all.findLastIndex(({ name }) => name === 'solved' || name === 'handed-over');
  const isUndone = all.slice(lastEnd + 1).some(({ name }) => name === 'arrived');
  const result = lastEnd >= 0 && !isUndone ? all[lastEnd]!.name : isQuiet ? 'gave-up' : 'open';
  const taps = all.slice(0, lastEnd).filter(({ name }) => [...moves, 'looked'].includes(name)).length;
  return { nodes: visits.map(({ text }) => text), result, taps: result === 'solved' ? taps : undefined, guides: visits.map(({ guide }) => guide) };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('Of 5,000 conversations at random', () => {
  const now = began + 5 * day;
  const rows = randomWalks(smallDesk(), 5_000, randomNumbers(11), began);
  const cases = [...Map.groupBy(rows, (event) => event.case).values()].map((one) => naively(one, now));
  const figures = new Figures(now);
  // In parts of any length, as they come from a store.
  for (let from = 0; from < rows.length; from += 777) figures.add(rows.slice(from, from + 777));
  figures.end();

  it('every figure is the same when it is counted another way', () => {
    expect(cases.length).toBeGreaterThanOrEqual(5_000);
    expect(figures.cases).toBe(cases.length);
    expect(Object.fromEntries(figures.results.entries())).toEqual(counted(cases.map(({ result }) => result)));
    const nodes = [...figures.nodes].flatMap(([ref, counts]) => counts.entries().map(([fate, count]) => [`${ref} ${fate}`, count] as const));
    expect(Object.fromEntries(nodes)).toEqual(counted(cases.flatMap((one) => one.nodes)));
    expect(figures.unplaced).toBe(cases.filter(({ nodes }) => nodes.length === 0).length);
    const taps = (all: readonly (number | undefined)[]): number[] => all.filter((one) => one !== undefined).sort((a, b) => a - b);
    expect(taps([...figures.fixes.values()].flat().map((fix) => fix.taps))).toEqual(
      taps(cases.filter(({ guides }) => guides.length > 0).map((one) => one.taps)),
    );
    const reached = [...figures.guides].map(([guide, counts]) => [guide, counts.total] as const);
    expect(Object.fromEntries(reached)).toEqual(counted(cases.flatMap(({ guides }) => [...new Set(guides)])));
    const answers = rows.filter(({ name }) => name === 'answered').map(({ guide, node, value }) => `${guide}/${node}/${value}`);
    expect(Object.fromEntries(figures.arrows.entries())).toEqual(counted(answers));
  });

  it('all kinds of endings are among them', () => {
    expect(new Set(figures.results.entries().map(([result]) => result))).toEqual(new Set(['solved', 'handed-over', 'gave-up', 'open']));
    const fates = new Set([...figures.nodes.values()].flatMap((counts) => counts.entries().map(([fate]) => fate)));
    expect([...fates].sort()).toEqual(['gave-up', 'handed-over', 'moved', 'open', 'solved', 'went-back', 'went-on']);
  });
});
