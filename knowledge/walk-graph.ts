/** Walks over a guide's arrows. */
import { exitsOf, findPlace, type Library, type NodeRef, type Place, resolveTarget } from './library.ts';
import type { Guide } from './schema.ts';

export interface Arrow {
  readonly from: NodeRef;
  readonly answer: string;
  readonly to: NodeRef;
}

/** Every arrow of a guide, targets with their full names. */
export function arrowsOf(guide: Guide): Arrow[] {
  return Object.entries(guide.nodes).flatMap(([id, node]) =>
    exitsOf(node).map((exit) => ({ from: `${guide.id}/${id}` as NodeRef, answer: exit.id, to: resolveTarget(guide.id, exit.target) })),
  );
}

/** All nodes that can be reached from some nodes, those included, across guides. */
export function reachableFrom(library: Library, starts: readonly NodeRef[]): Set<NodeRef> {
  const seen = new Set<NodeRef>();
  const open = [...starts];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    const place = findPlace(library, ref);
    if (seen.has(ref) || place === undefined) continue;
    seen.add(ref);
    open.push(...exitsOf(place.node).map((exit) => resolveTarget(place.guide.id, exit.target)));
  }
  return seen;
}

/** All nodes from which one of some kind can be reached, those included, across guides. */
export function leadingTo(library: Library, isEnd: (place: Place) => boolean): Set<NodeRef> {
  const before = new Map<NodeRef, NodeRef[]>();
  const open: NodeRef[] = [];
  for (const guide of library.guides.values()) {
    for (const { from, to } of arrowsOf(guide)) {
      const others = before.get(to);
      if (others === undefined) before.set(to, [from]);
      else others.push(from);
    }
    for (const id of Object.keys(guide.nodes)) {
      const place = findPlace(library, `${guide.id}/${id}`);
      if (place !== undefined && isEnd(place)) open.push(place.ref);
    }
  }
  const seen = new Set<NodeRef>();
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    open.push(...(before.get(ref) ?? []));
  }
  return seen;
}

/** The fewest choices from the guide's start to each of its nodes that can be reached inside it. */
export function depths(guide: Guide): Map<string, number> {
  const found = new Map<string, number>([[guide.start, 0]]);
  for (const [id, depth] of found) {
    const node = Object.hasOwn(guide.nodes, id) ? guide.nodes[id as keyof typeof guide.nodes] : undefined;
    for (const exit of node === undefined ? [] : exitsOf(node)) {
      if (!exit.target.includes('/') && !found.has(exit.target)) found.set(exit.target, depth + 1);
    }
  }
  return found;
}
