/** The end that everybody wants, with a one-tap rating. */
import type { SolvedReply } from '../dialogs/reply.ts';
import { wording } from '../dialogs/wording.ts';
import { type CardContent, nodeCard, sayElements } from './node-card.ts';
import { label } from './text-blocks.ts';

/** What was reached, and how it was to get there. */
export function solvedCard(reply: SolvedReply): CardContent {
  return nodeCard(reply, {
    heading: reply.title,
    middle: sayElements(reply),
    answering: [label(wording.solvedAsk)],
  });
}
