/** What the page has drawn, from the same tables and figures that stand beside the drawings. */
import { exitsOf, findPlace, type Library, resolveTarget } from '../../knowledge/library.ts';
import type { Node } from '../../knowledge/schema.ts';
import type { Drawing, GraphArrow, GraphNode } from './drawing/drawing.ts';
import type { Figures } from './figures.ts';
import type { Names } from './names.ts';
import { results } from './other-tables.ts';
import type { Table } from './table.ts';

const parts = results.map(([, label]) => label);

/** Columns along time for each way in which cases ended. */
export function drawDays({ columns, rows, title }: Table): Drawing {
  const bars = rows.flatMap(([name, , ...counts]) => counts.map((count, index) => ({ name: String(name), part: parts[index] ?? '', count: Number(count) })));
  return { kind: 'columns', label: `${title}: cases by how they ended`, unit: columns[0] === 'Day' ? 'day' : 'week', parts, bars };
}

/** Bars for each guide and each way in which cases ended. */
export function drawGuides({ rows }: Table): Drawing {
  const bars = rows.flatMap(([name, , ...counts]) => parts.map((part, index) => ({ name: String(name), part, count: Number(counts[index]) })));
  return { kind: 'bars', label: 'Guides: cases by how they ended', parts, bars };
}

/** A guide as a graph; what lies in other guides is only named. */
export function drawGuide(figures: Figures, id: string, library: Library, names: Names): Drawing | undefined {
  const guide = [...library.guides.values()].find((one) => one.id === id);
  if (guide === undefined) return undefined;
  const arrows: GraphArrow[] = Object.entries(guide.nodes).flatMap(([nodeId, node]: [string, Node]) => {
    const from = `${id}/${nodeId}`;
    return exitsOf(node).map(({ id: answer, target }) => {
      return { from, to: resolveTarget(guide.id, target), answer: names.answer(from, answer), times: figures.arrows.of(`${from}/${answer}`) };
    });
  });
  const own = Object.keys(guide.nodes).map((node) => `${id}/${node}`);
  const elsewhere = [...new Set(arrows.map(({ to }) => to))].filter((ref) => !own.includes(ref));
  return {
    kind: 'graph',
    label: `${guide.title}: its steps, and how often each answer was given`,
    nodes: [...own, ...elsewhere].map((ref) => nodeOf(ref, id)),
    arrows,
  };

  function nodeOf(ref: string, ofGuide: string): GraphNode {
    const counts = figures.nodes.get(ref);
    if (!ref.startsWith(`${ofGuide}/`))
      return { ref, kind: 'elsewhere', title: `${names.guide(ref.split('/')[0] ?? '')}: ${names.node(ref)}`, came: 0, gaveUp: 0 };
    return { ref, kind: kindOf(findPlace(library, ref)?.node), title: names.node(ref), came: counts?.total ?? 0, gaveUp: counts?.of('gave-up') ?? 0 };
  }
}

function kindOf(node: Node | undefined): GraphNode['kind'] {
  if (node?.kind === 'outcome') return node.result;
  return node?.kind ?? 'step';
}
