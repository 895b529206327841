/** Search: by words, and by what triage understands of a whole sentence in any language. */
import type { Desk } from '../desk.ts';
import type { Library } from '../../knowledge/library.ts';
import { FindIndex } from './find-index.ts';
import { type Find, gatherFinds } from './finds.ts';

const indexes = new WeakMap<Library, FindIndex>();
/** Characters of a query that are read. */
const longest = 300;

/** Builds what searching needs, so that the first search is as fast as the others. */
export function prepareSearch(library: Library): FindIndex {
  const index = indexes.get(library) ?? new FindIndex(gatherFinds(library));
  indexes.set(library, index);
  return index;
}

/**
 * What fits a query, best first. Without words: what was visited last, then the guides in their order.
 * @param visited full names of nodes, the last one first.
 */
export function search(desk: Desk, query: string, visited: readonly string[] = []): readonly Find[] {
  const index = prepareSearch(desk.library);
  const words = query.trim().slice(0, longest);
  if (words === '') return suggestions(index, visited);
  const hits = index.search(words);
  const found = hits.map(({ find }) => find);
  // What has every word is meant; of a sentence that nothing has, triage understands more.
  return hits[0]?.whole === true ? found : unique([...understood(desk, index, words), ...found]);
}

function suggestions(index: FindIndex, visited: readonly string[]): readonly Find[] {
  const recent = visited.flatMap((ref) => index.finds.find((find) => find.kind === 'step' && find.id === ref) ?? []);
  return unique([...recent, ...index.finds.filter(({ kind }) => kind === 'guide')]);
}

/** The guides that triage would go to, each with the step it would begin at. */
function understood(desk: Desk, index: FindIndex, words: string): Find[] {
  const names = desk.triage(words).guides.flatMap(({ guide, node }): [Find['kind'], string][] => [
    ['step', `${guide}/${node}`],
    ['guide', guide],
  ]);
  return names.flatMap(([kind, id]) => index.finds.find((find) => find.kind === kind && find.id === id) ?? []);
}

function unique(finds: readonly Find[]): readonly Find[] {
  return [...new Set(finds)];
}
