/** A few sentences with buttons, and the welcome, which is the same without a field. */
import { longestText } from '../dialogs/input.ts';
import type { MessageReply, WelcomeReply } from '../dialogs/reply.ts';
import { buttonSets } from './buttons.ts';
import type { Element } from './elements.ts';
import { plain } from './markdown.ts';
import { type CardContent, fileNames } from './node-card.ts';
import { summaryBlock } from './summary-block.ts';
import { heading, literal, paragraph } from './text-blocks.ts';

/** The field is not required: its sentence says where it may stay empty. */
export function messageCard(reply: MessageReply): CardContent {
  return {
    body: [
      ...(reply.title === undefined ? [] : [heading(reply.title)]),
      ...reply.lines.map(paragraph),
      ...literal(reply.quote ?? ''),
      ...fileNames(reply.files),
      ...(reply.quoted === undefined || reply.quoted.trim() === '' ? [] : [summaryBlock(reply.quoted)]),
      ...(reply.field === undefined ? [] : [input(reply.field)]),
      ...buttonSets(reply.stamp, reply.buttons),
    ],
  };
}

/** What the bot is for, and the problems it knows. */
export function welcomeCard(reply: WelcomeReply): CardContent {
  return { body: [heading(reply.title), ...reply.lines.map(paragraph), ...buttonSets(reply.stamp, reply.buttons)] };
}

function input({ id, label }: NonNullable<MessageReply['field']>): Element {
  return { type: 'Input.Text', id, label: plain(label), isMultiline: true, maxLength: longestText };
}
