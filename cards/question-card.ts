/** A question and its answers. */
import type { QuestionReply } from '../dialogs/reply.ts';
import { agentLabel, cardWords } from './card-words.ts';
import { type CardContent, nodeCard } from './node-card.ts';
import { label } from './text-blocks.ts';

/** The question is the heading; an agent is told whom to ask. */
export function questionCard(reply: QuestionReply): CardContent {
  return nodeCard(reply, { before: agentLabel(reply.audience, cardWords.ask).map(label), heading: reply.ask, middle: [] });
}
