/** A find as a card for any chat: to read, with nothing on it that acts on somebody's case. */
import type { Shared, SharedCase } from '../dialogs/search/share.ts';
import type { NodeReply } from '../dialogs/reply.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { cardWords } from './card-words.ts';
import { commandElements } from './commands.ts';
import type { AdaptiveCard, Element } from './elements.ts';
import { clip, markdown, plain } from './markdown.ts';
import { type CardContent, nodeCard } from './node-card.ts';
import { outlineOf } from './outline.ts';
import { questionCard } from './question-card.ts';
import { stepCard } from './step-card.ts';
import { heading, label, literal, named, paragraph, sourceLines, uncertainty } from './text-blocks.ts';

const longestSpoken = 1200;

/** A stamp is needed to build commands, but without fields no button carries it. */
const nobody = { case: '-', node: '-', visit: 0 } as const;

/** The card; `chat` is a link that opens a chat with the bot. */
export function sharedCard(shared: Shared, chat?: { readonly title: string; readonly url: string }): AdaptiveCard {
  const { body, actions = [] } = contentOf(shared);
  const all = [...actions, ...(chat === undefined ? [] : [{ type: 'Action.OpenUrl' as const, ...chat }])];
  return adaptiveCard({ body, ...(all.length === 0 ? {} : { actions: all }) }, clip(wordsOf(shared), longestSpoken));
}

function contentOf(shared: Shared): CardContent {
  switch (shared.kind) {
    case 'guide': {
      const { title, about, first, sources } = shared;
      return { body: [heading(title), paragraph(about), named(cardWords.begins, first), ...sourceLines(sources)] };
    }
    case 'node': {
      const { body, actions } = nodeContent(shared.reply);
      return { body: [...body, ...choiceElements(shared.choices)], ...(actions === undefined ? {} : { actions }) };
    }
    case 'code': {
      const { code, meaning, cause, sure, sources } = shared;
      return {
        body: [heading(code), paragraph(meaning), ...(cause === '' ? [] : [named(cardWords.cause, cause)]), ...uncertainty(sure), ...sourceLines(sources)],
      };
    }
    case 'command':
      return { body: [heading(shared.cmdlet), ...commandElements(nobody, [shared.command], [])] };
    case 'case':
      return { body: caseElements(shared) };
  }
}

function part(name: string, lines: readonly string[]): Element[] {
  return lines.length === 0 ? [] : [label(name), ...lines.flatMap((line) => literal(line))];
}

/** All of it may be somebody's own words. */
function caseElements({ title, now, problem, tried, found }: SharedCase): Element[] {
  return [
    heading(title),
    named(cardWords.caseNow, now),
    ...part(cardWords.caseProblem, problem === undefined ? [] : [problem]),
    ...part(cardWords.caseTried, tried),
    ...part(cardWords.caseFound, found),
  ];
}

function nodeContent(reply: NodeReply): CardContent {
  switch (reply.kind) {
    case 'question':
      return questionCard(reply);
    case 'step':
      return stepCard(reply);
    case 'check':
      return nodeCard(reply, { heading: reply.title, middle: [paragraph(reply.ask)] });
    case 'solved':
    case 'handed-over':
      return nodeCard(reply, { heading: reply.title, middle: [] });
  }
}

function choiceElements(choices: readonly string[]): Element[] {
  if (choices.length === 0) return [];
  const lines = choices.map((choice) => `- ${markdown(choice)}`).join('\n');
  return [label(cardWords.choices), { type: 'TextBlock', text: lines, wrap: true }];
}

/** What a screen reader says, and what stands where the card cannot be shown. */
function wordsOf(shared: Shared): string {
  switch (shared.kind) {
    case 'guide':
      return plain(`${shared.title}. ${shared.about}`);
    case 'node': {
      const { title, body } = outlineOf(shared.reply);
      return [title, ...body, ...shared.choices.map(plain)].join('\n');
    }
    case 'code':
      return plain(`${shared.code}: ${shared.meaning}${uncertain(shared.sure)}`);
    case 'command':
      return plain(`${shared.cmdlet}: ${shared.command.purpose}.${uncertain(shared.command.sure)}`);
    case 'case':
      return [shared.title, shared.now, ...shared.tried, ...shared.found].join('\n');
  }
}

function uncertain(sure: boolean): string {
  return sure ? '' : ` ${cardWords.uncertainLine}`;
}
