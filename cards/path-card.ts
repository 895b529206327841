/** The way so far. */
import type { PathReply } from '../dialogs/reply.ts';
import { buttonSets } from './buttons.ts';
import { cardWords } from './card-words.ts';
import type { Element } from './elements.ts';
import { clip, plain } from './markdown.ts';
import type { CardContent } from './node-card.ts';
import { aside, heading, label, literal, runs } from './text-blocks.ts';

/** Steps that a card lists: the newest ones. */
const listed = 25;
/** Characters of one answer in the list. */
const longestAnswer = 160;

/** Each step with what was answered, then where the person is now. */
export function pathCard(reply: PathReply): CardContent {
  const earlier = Math.max(0, reply.steps.length - listed);
  return {
    body: [
      heading(reply.title),
      ...(earlier === 0 ? [] : [aside(cardWords.earlier(earlier))]),
      ...reply.steps.slice(earlier).flatMap((step, index) => stepElements(step, earlier + index + 1)),
      ...(reply.found ?? []).slice(-listed).flatMap((line) => literal(clip(line, longestAnswer))),
      label(reply.now),
      ...buttonSets(reply.stamp, reply.buttons),
    ],
  };
}

/** What was answered may be typed, so both stay literal; the number ties them together. */
function stepElements({ asked, answered }: PathReply['steps'][number], number: number): Element[] {
  const answer = clip(answered.trim(), longestAnswer);
  const question = `${number}. ${plain(asked)}`;
  if (answer === '') return literal(question);
  return [
    { type: 'RichTextBlock', inlines: [...runs(`${question} – `), ...runs(answer).map((run) => ({ ...run, weight: 'bolder' as const }))], spacing: 'small' },
  ];
}
