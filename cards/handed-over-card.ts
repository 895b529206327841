/** A case given to a person: whom to ask, and the summary to give them. */
import { agentWording } from '../dialogs/agent/agent-wording.ts';
import type { HandedOverReply } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import type { Element } from './elements.ts';
import { type CardContent, nodeCard, sayElements } from './node-card.ts';
import { summaryBlock } from './summary-block.ts';
import { label, literal, paragraph } from './text-blocks.ts';

/** The summary stays literal: it holds what people typed. */
export function handedOverCard(reply: HandedOverReply): CardContent {
  return nodeCard(reply, {
    heading: reply.title,
    middle: [...sayElements(reply), ...contact(reply), ...codeLine(reply), label(cardWords.summary), summaryBlock(reply.summary)],
  });
}

function codeLine({ code }: HandedOverReply): Element[] {
  return code === undefined ? [] : [paragraph(agentWording.codeTell(code))];
}

function contact(reply: HandedOverReply): Element[] {
  return reply.say?.includes(reply.contact) ? [] : literal(`${cardWords.contact}: ${reply.contact}`);
}
