/** A case given to a person: whom to ask, and the summary to give them. */
import { agentWording } from '../dialogs/agent/agent-wording.ts';
import type { HandedOverReply } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import type { Element } from './elements.ts';
import { type CardContent, nodeCard, sayElements } from './node-card.ts';
import { label, literal, paragraph } from './text-blocks.ts';
import { longText } from './long-text.ts';

/** Bytes of the first and of the last lines of a summary that fit a card. */
const summaryBytes = 7000;

/** The summary stays literal: it holds what people typed. */
export function handedOverCard(reply: HandedOverReply): CardContent {
  return nodeCard(reply, {
    heading: reply.title,
    middle: [...sayElements(reply), ...contact(reply), ...codeLine(reply), label(cardWords.summary), summary(reply.summary)],
  });
}

function codeLine({ code }: HandedOverReply): Element[] {
  return code === undefined ? [] : [paragraph(agentWording.codeTell(code))];
}

function contact(reply: HandedOverReply): Element[] {
  return reply.say?.includes(reply.contact) ? [] : literal(`${cardWords.contact}: ${reply.contact}`);
}

function summary(text: string): Element {
  return { type: 'Container', style: 'emphasis', spacing: 'small', items: longText(text, summaryBytes) };
}
