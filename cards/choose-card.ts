/** A list of guides to choose from. */
import type { Stamp } from '../dialogs/input.ts';
import type { ChooseReply } from '../dialogs/reply.ts';
import { buttonSets } from './buttons.ts';
import type { Element } from './elements.ts';
import { because, type CardContent } from './node-card.ts';
import { aside, heading, paragraph } from './text-blocks.ts';

/** Each guide is a button with what it gets done under it. */
export function chooseCard(reply: ChooseReply): CardContent {
  return {
    body: [
      heading(reply.title),
      ...because(reply.because),
      ...reply.lines.map(paragraph),
      ...reply.options.flatMap((option) => optionElements(reply.stamp, option)),
      ...buttonSets(reply.stamp, reply.buttons),
    ],
  };
}

function optionElements(stamp: Stamp, option: ChooseReply['options'][number]): Element[] {
  return [...buttonSets(stamp, [option]), ...(option.about === '' ? [] : [aside(option.about)])];
}
