/** Something the bot examines: a field to type in. */
import { longestPaste, longestText } from '../dialogs/input.ts';
import type { CheckReply } from '../dialogs/reply.ts';
import { buttonSets } from './buttons.ts';
import { agentLabel, cardWords } from './card-words.ts';
import type { Element } from './elements.ts';
import { type CardContent, nodeCard } from './node-card.ts';
import { label, paragraph } from './text-blocks.ts';

const inputs: Readonly<Record<CheckReply['takes'], Element>> = {
  code: { type: 'Input.Text', id: 'code', label: cardWords.code, maxLength: longestText },
  paste: { type: 'Input.Text', id: 'code', label: cardWords.paste, isMultiline: true, maxLength: longestPaste },
  name: { type: 'Input.Text', id: 'code', label: cardWords.name, maxLength: longestText },
};

/** The field is not required: a required one would block the commands' "Fill in" beside it. */
export function checkCard(reply: CheckReply): CardContent {
  return nodeCard(reply, {
    heading: reply.title,
    middle: [...agentLabel(reply.audience, cardWords.ask).map(label), paragraph(reply.ask)],
    answering: [inputs[reply.takes], ...buttonSets(reply.stamp, [reply.submit])],
  });
}
