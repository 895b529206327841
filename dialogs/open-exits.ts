/** The exits of a node that somebody can take here: a look is not offered where the operator allows none. */
import { type Exit, exitsOf, findPlace, type Place, resolveTarget } from '../knowledge/library.ts';
import type { Desk } from './desk.ts';
import { probeOf } from './labels.ts';

/** In the order of their buttons; of a check only `unknown`, since its findings are not for people to pick. */
export function openExits({ library, mayLook }: Pick<Desk, 'library' | 'mayLook'>, { node, guide }: Place): readonly Exit[] {
  const exits = exitsOf(node);
  if (node.kind === 'check') return exits.filter((exit) => exit.id === 'unknown');
  return mayLook !== undefined ? exits : exits.filter((exit) => !isLook(findPlace(library, resolveTarget(guide.id, exit.target))));
}

function isLook(place: Place | undefined): boolean {
  return place?.node.kind === 'check' && probeOf(place.node.examine) !== undefined;
}
