/** The tables of guides, their nodes and their arrows. */
import { exitsOf, findPlace, type Library, resolveTarget } from '../../knowledge/library.ts';
import { median } from './counts.ts';
import type { Figures } from './figures.ts';
import type { Names } from './names.ts';
import type { Fate } from './read-walk.ts';
import type { Cell, Table } from './table.ts';

/** Every guide there is, and those that events still speak of. */
export function guidesTable(figures: Figures, ids: readonly string[], names: Names): Table {
  const rows = ids.map((id): Cell[] => {
    const counts = figures.guides.get(id);
    const fixes = figures.fixes.get(id) ?? [];
    const ends = (['solved', 'handed-over', 'gave-up', 'open', 'elsewhere'] as const).map((end) => counts?.of(end) ?? 0);
    return [names.guide(id), counts?.total ?? 0, ...ends, median(fixes.map(({ taps }) => taps)), rounded(median(fixes.map(({ minutes }) => minutes)))];
  });
  return {
    id: 'guides',
    title: 'Guides',
    note: 'Medians are of the cases that were solved: taps (answers, steps back, changes of guide, looks) and minutes from the first step to the fix.',
    columns: ['Guide', 'Cases', 'Solved', 'Handed over', 'Gave up', 'Still open', 'Went to another guide', 'Median taps', 'Median minutes'],
    rows,
  };
}

const fates: readonly Fate[] = ['went-on', 'went-back', 'moved', 'solved', 'handed-over', 'gave-up', 'open'];

/** Every node of the guides, in their order, and those that events still speak of. */
export function nodesTable(figures: Figures, ids: readonly string[], library: Library, names: Names): Table {
  const refs = ids.flatMap((id) => nodesOf(id, library, [...figures.nodes.keys()]));
  return {
    id: 'nodes',
    title: 'Steps',
    note: 'Each visit to a step ends in one way, so the columns add up to those who came. Who said nothing for 24 hours, or started over, gave up. Went to another guide: also when the guide was changed meanwhile.',
    columns: ['Guide', 'Step', 'Id', 'Came', 'Went on', 'Went back', 'Went to another guide', 'Solved', 'Handed over', 'Gave up', 'Still open'],
    rows: refs.map((ref) => {
      const counts = figures.nodes.get(ref);
      const [guide = '', node = ''] = ref.split('/');
      return [names.guide(guide), names.node(ref), node, counts?.total ?? 0, ...fates.map((fate) => counts?.of(fate) ?? 0)];
    }),
  };
}

/** Every arrow of the guides with how often it was taken. */
export function arrowsTable(figures: Figures, ids: readonly string[], library: Library, names: Names): Table {
  const taken = figures.arrows.entries().map(([arrow]) => arrow);
  const rows = ids.flatMap((id) =>
    nodesOf(id, library, [...figures.nodes.keys()]).flatMap((ref) => {
      const place = findPlace(library, ref);
      const exits = place === undefined ? [] : exitsOf(place.node).map((exit) => ({ answer: exit.id, to: resolveTarget(place.guide.id, exit.target) }));
      const gone = taken.filter((arrow) => arrow.startsWith(`${ref}/`)).map((arrow) => ({ answer: arrow.slice(ref.length + 1), to: undefined }));
      const all = [...exits, ...gone.filter(({ answer }) => !exits.some((exit) => exit.answer === answer))];
      return all.map(({ answer, to }): Cell[] => [
        names.guide(id),
        names.node(ref),
        names.answer(ref, answer),
        to === undefined ? 'no longer there' : names.node(to),
        figures.arrows.of(`${ref}/${answer}`),
      ]);
    }),
  );
  return { id: 'arrows', title: 'Answers', columns: ['Guide', 'Step', 'Answer', 'Leads to', 'Times'], rows };
}

function nodesOf(guide: string, library: Library, seen: readonly string[]): string[] {
  const found = [...library.guides.values()].find(({ id }) => id === guide);
  const now = found === undefined ? [] : Object.keys(found.nodes).map((node) => `${guide}/${node}`);
  return [...new Set([...now, ...seen.filter((ref) => ref.startsWith(`${guide}/`))])];
}

function rounded(number: number | undefined): number | undefined {
  return number === undefined ? undefined : Math.round(number * 10) / 10;
}
