/** What guides, nodes and answers are called on the page: as the knowledge says now, or by their id when it knows them no more. */
import { answerLabel, nodeTitle } from '../../dialogs/labels.ts';
import { findPlace, type Library } from '../../knowledge/library.ts';

export interface Names {
  guide(id: string): string;
  /** @param ref `guide/node` */
  node(ref: string): string;
  answer(ref: string, answer: string): string;
}

export function namesFrom(library: Library): Names {
  const titles = new Map([...library.guides.values()].map((guide) => [String(guide.id), guide.title]));
  return {
    guide: (id) => titles.get(id) ?? `${id} (no longer there)`,
    node: (ref) => {
      const place = findPlace(library, ref);
      return place === undefined ? `${ref.slice(ref.indexOf('/') + 1)} (no longer there)` : plain(nodeTitle(place.node));
    },
    answer: (ref, answer) => {
      const place = findPlace(library, ref);
      return place === undefined ? answer : answerLabel(place.node, answer);
    },
  };
}

/** Titles mark what stands on the screen. */
function plain(title: string): string {
  return title.replaceAll('**', '');
}
