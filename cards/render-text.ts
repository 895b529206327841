/** A reply as plain text: for channels without cards, the terminal, and what is read aloud. */
import type { Button, Reply } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import { factBlocks } from './fact-lines.ts';
import { optionLines } from './option-lines.ts';
import { type Outline, outlineOf } from './outline.ts';

/** The whole reply; its first line says best what it is about. */
export function renderText(reply: Reply): string {
  const outline = outlineOf(reply);
  return paragraphs([
    head(outline),
    [...outline.before, ...outline.body, ...outline.after],
    ...('commands' in reply ? factBlocks(reply) : []),
    optionLines(reply),
  ]);
}

/** What the reply is about, in one line: for notifications. */
export function firstLine(reply: Reply): string {
  return head(outlineOf(reply))[0] ?? '';
}

/** The reply without facts, commands and summary, for a client that cannot show its card. */
export function briefText(reply: Reply): string {
  const outline = outlineOf(reply);
  return paragraphs([head(outline), outline.body, optionLines(reply)]);
}

/** What a screen reader says for the card: in plain words, without sources and commands. */
export function spokenText(reply: Reply): string {
  const { news, title, body } = outlineOf(reply);
  const choices = spokenButtons(reply).map(({ label, whole }) => whole ?? label);
  const sentences = [...news, title, ...body, ...(choices.length === 0 ? [] : [`${cardWords.choices}: ${choices.join('; ')}`])];
  return sentences
    .filter((sentence) => sentence !== '')
    .map(closed)
    .join(' ');
}

function head({ news, title, place }: Outline): string[] {
  return [...news, title, place ?? ''].filter((line) => line !== '');
}

function spokenButtons(reply: Reply): readonly Button[] {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'solved':
    case 'handed-over':
      return reply.answers;
    case 'check':
      return [reply.submit, ...reply.answers];
    case 'choose':
      return [...reply.options, ...reply.buttons];
    case 'welcome':
    case 'path':
    case 'ticket':
    case 'message':
    case 'finding':
      return reply.buttons;
  }
}

function closed(sentence: string): string {
  return /[.!?:…”]$/.test(sentence) ? sentence : `${sentence}.`;
}

function paragraphs(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}
