/** How deep into its guide a text leads: to the node whose own examples are most like it. */
import type { NodeId } from '../../knowledge/schema.ts';
import type { Example } from './subjects.ts';

/** A text must be so much like an example to go deeper than the start, and so much more than it is like any for the start. */
const like = 0.45;
const liker = 0.03;

/** The node to begin at, `undefined` for the guide's start. */
export function placeIn(compared: readonly { example: Example; likeness: number }[]): NodeId | undefined {
  let start = 0;
  let deeper: { node: NodeId; likeness: number } | undefined;
  for (const { example, likeness } of compared) {
    if (example.node === undefined) start = Math.max(start, likeness);
    else if (likeness > (deeper?.likeness ?? 0)) deeper = { node: example.node, likeness };
  }
  return deeper !== undefined && deeper.likeness >= like && deeper.likeness >= start + liker ? deeper.node : undefined;
}
