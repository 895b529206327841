/** What the cards of all nodes have in common, so that everything is in the same place each time. */
import type { HandedOverReply, NodeReply, SolvedReply } from '../dialogs/reply.ts';
import { buttonSets, fold, submitButton } from './buttons.ts';
import { agentLabel, cardWords, quoted } from './card-words.ts';
import { commandElements } from './commands.ts';
import type { AdaptiveCard, Element } from './elements.ts';
import { foldedTables, openTables, openTableSources } from './tables.ts';
import { aside, heading, hintLine, label, literal, named, numbered, paragraph, sourceLines, uncertainty } from './text-blocks.ts';

/** A card without what `renderCard` puts around it. */
export type CardContent = Pick<AdaptiveCard, 'body' | 'actions'>;

interface Parts {
  /** What stands over the heading, for an agent. */
  readonly before?: readonly Element[];
  readonly heading: string;
  readonly middle: readonly Element[];
  /** What is answered with when it is more than the reply's answers. */
  readonly answering?: readonly Element[];
  /** The administrator's instructions, folded. */
  readonly admin?: readonly string[];
}

/** News, place, heading, the node's own part, notes, facts, sources, answers; then steering and folded parts. */
export function nodeCard(reply: NodeReply, parts: Parts): CardContent {
  const actions = [...reply.navigation.map((button) => submitButton(reply.stamp, button)), ...folds(reply, parts.admin ?? [])];
  return {
    body: [
      ...news(reply.news),
      ...fileNames(reply.files),
      aside(cardWords.step(reply.guide, reply.step, reply.answered, reply.caller)),
      ...(parts.before ?? []),
      heading(parts.heading),
      ...because(reply.because),
      ...parts.middle,
      ...remarks(reply),
      ...openTables(reply.tables),
      ...sourceLines([...reply.sources, ...openTableSources(reply.tables)]),
      ...(reply.audience === 'admin' ? commandElements(reply.stamp, reply.commands, reply.fields) : []),
      ...(parts.answering ?? []),
      ...buttonSets(reply.stamp, reply.answers),
    ],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

/** What an outcome says, and to whom where that is not the reader. */
export function sayElements({ audience, say }: SolvedReply | HandedOverReply): Element[] {
  return say === undefined ? [] : [...agentLabel(audience, cardWords.say).map(label), paragraph(say)];
}

/** Why the person is here, in their own words. */
export function because(words: readonly string[]): Element[] {
  return words.length === 0 ? [] : literal(`${cardWords.because} ${quoted(words)}.`);
}

/** The names of files that came, as their owner named them. */
export function fileNames(names: readonly string[] = []): Element[] {
  return names.flatMap((name) => literal(name));
}

function news(sentences: readonly string[]): Element[] {
  return sentences.length === 0 ? [] : [{ type: 'Container', style: 'accent', items: sentences.map(paragraph) }];
}

function remarks({ note, hint, sure }: NodeReply): Element[] {
  return [
    ...uncertainty(sure),
    ...(hint === undefined ? [] : [hintLine(hint)]),
    ...(note === undefined ? [] : [{ type: 'Container', style: 'warning', spacing: 'medium', items: [named(cardWords.note, note)] } satisfies Element]),
  ];
}

function folds(reply: NodeReply, admin: readonly string[]): ReturnType<typeof fold> {
  const open = reply.audience === 'admin';
  const forAdmin = open ? [] : [...numbered(admin), ...commandElements(reply.stamp, reply.commands, reply.fields)];
  return [...fold(cardWords.administrator, forAdmin), ...foldedTables(reply.tables)];
}
