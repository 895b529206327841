/** A case for a ticket: three forms, each a tap away and to be copied. */
import { agentWording } from '../dialogs/agent/agent-wording.ts';
import type { TicketReply } from '../dialogs/reply.ts';
import { buttonSets, fold } from './buttons.ts';
import type { CardContent } from './node-card.ts';
import { longText } from './long-text.ts';
import { heading, runs } from './text-blocks.ts';

/** Bytes of the first and of the last lines of a form. */
const formBytes = 3400;

/** JSON stays one line, so that nothing in it is changed by how it is shown. */
export function ticketCard(reply: TicketReply): CardContent {
  return {
    body: [heading(reply.title), ...buttonSets(reply.stamp, reply.buttons)],
    actions: [
      ...fold(agentWording.ticketPlain, longText(reply.plain, formBytes)),
      ...fold(agentWording.ticketMarkdown, longText(reply.markdown, formBytes)),
      ...fold(agentWording.ticketJson, [{ type: 'RichTextBlock', inlines: runs(reply.json).map((run) => ({ ...run, fontType: 'monospace', size: 'small' })) }]),
    ],
  };
}
