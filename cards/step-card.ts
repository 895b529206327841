/** Something to do, and whether it helped. */
import type { StepReply } from '../dialogs/reply.ts';
import { agentLabel, cardWords } from './card-words.ts';
import { type CardContent, nodeCard } from './node-card.ts';
import { label, numbered } from './text-blocks.ts';

/** The instructions as a numbered list, for whom they are where that is not the reader. */
export function stepCard(reply: StepReply): CardContent {
  return nodeCard(reply, { heading: reply.title, middle: [...readerLabel(reply).map(label), ...numbered(reply.instructions)], admin: reply.admin });
}

/** An administrator gets the owner's instructions where the step has none for administrators. */
export function readerLabel(reply: StepReply): string[] {
  return reply.audience === 'admin' && reply.admin.length === 0 ? [cardWords.owner] : agentLabel(reply.audience, cardWords.say);
}
