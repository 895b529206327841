/** The end that everybody wants, with a one-tap rating. */
import type { Button, SolvedReply } from '../dialogs/reply.ts';
import { wording } from '../dialogs/wording.ts';
import { buttonSets } from './buttons.ts';
import { type CardContent, nodeCard, sayElements } from './node-card.ts';
import { label } from './text-blocks.ts';

const ratings: readonly Button[] = [
  { label: wording.rateGood, action: { do: 'rate', rating: 'good' } },
  { label: wording.rateFair, action: { do: 'rate', rating: 'fair' } },
  { label: wording.ratePoor, action: { do: 'rate', rating: 'poor' } },
];

/** What was reached, and how it was to get there. */
export function solvedCard(reply: SolvedReply): CardContent {
  return nodeCard(reply, { heading: reply.title, middle: sayElements(reply), answering: [label(wording.solvedAsk), ...buttonSets(reply.stamp, ratings)] });
}
