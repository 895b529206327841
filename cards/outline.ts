/** A reply as plain lines, by what they are for: the ground of every text form. */
import { agentWording } from '../dialogs/agent/agent-wording.ts';
import type { FindingReply, HandedOverReply, NodeReply, PathReply, Reply, SolvedReply } from '../dialogs/reply.ts';
import { agentLabel, cardWords, quoted } from './card-words.ts';
import { oneLine, plain } from './markdown.ts';
import { readerLabel } from './step-card.ts';

export interface Outline {
  /** What is said before anything else. */
  readonly news: readonly string[];
  readonly title: string;
  /** Where in which guide; missing outside the guides. */
  readonly place?: string;
  readonly body: readonly string[];
  /** What is not read aloud: the way so far and names of files, before the rest, and a summary, after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const nothingSilent = { before: [], after: [] } as const;

/** The lines of a reply without its facts, commands and buttons. */
export function outlineOf(reply: Reply): Outline {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'check':
    case 'solved':
    case 'handed-over':
      return nodeOutline(reply);
    case 'welcome':
      return { news: [], title: plain(reply.title), body: reply.lines.map(plain), ...nothingSilent };
    case 'choose':
      return { news: [], title: plain(reply.title), body: [...because(reply.because), ...reply.lines.map(plain)], ...nothingSilent };
    case 'path':
      return { news: [], title: plain(reply.title), before: reply.steps.map(pathLine), body: [plain(reply.now)], after: reply.found ?? [] };
    case 'ticket':
      return { news: [], title: plain(reply.title), body: [], before: [], after: [reply.plain] };
    case 'finding':
      return findingOutline(reply);
    case 'message':
      return {
        news: [],
        title: plain(reply.title ?? ''),
        body: [
          ...reply.lines.map(plain),
          ...(reply.quote === undefined ? [] : [oneLine(reply.quote)]),
          ...(reply.field === undefined ? [] : [plain(reply.field.label)]),
        ],
        before: [],
        after: [...(reply.files ?? []).map(oneLine), ...(reply.quoted === undefined ? [] : ['', reply.quoted])],
      };
  }
}

function nodeOutline(reply: NodeReply): Outline {
  const noted = reply.note === undefined ? [] : [`${cardWords.note}: ${plain(reply.note)}`];
  const hint = reply.hint === undefined ? [] : [plain(reply.hint)];
  return {
    news: reply.news.map(plain),
    title: nodeHeading(reply),
    place: cardWords.step(plain(reply.guide), reply.step, reply.answered === undefined ? undefined : plain(reply.answered), reply.caller),
    body: [...because(reply.because), ...ownLines(reply), ...uncertain(reply.sure), ...noted, ...hint],
    before: reply.files.map(oneLine),
    after: reply.kind === 'handed-over' ? ['', `${cardWords.summary}:`, reply.summary] : [],
  };
}

/** The conclusion is read aloud, with how sure it is; lines, settings and commands are not. */
function findingOutline({ title, name, verdict, causes, conflicts, waysOut, lacks, counts, asText }: FindingReply): Outline {
  const proofs = causes.flatMap(({ says, sure, lines }, index) => [
    ...(index === 0 && verdict.includes(says) ? [] : [says]),
    ...uncertain(index === 0 || sure),
    ...lines.map(({ line, text }) => `  ${cardWords.place[counts](line)}: ${text}`),
  ]);
  return {
    news: [],
    title: plain(title),
    before: name === undefined ? [] : [oneLine(name)],
    body: [verdict, ...uncertain(causes[0]?.sure)],
    after: [
      ...(asText === undefined ? proofs : [asText]),
      ...conflicts.map(cardWords.conflict),
      ...waysOut.flatMap((way) => [
        '',
        way.title,
        ...(way.first === undefined ? [] : [way.first]),
        ...way.command,
        `${cardWords.changes}: ${way.effect}`,
        `${cardWords.undo}: ${way.undo}`,
      ]),
      ...(lacks.length === 0 ? [] : [`${cardWords.lacks}:`, ...lacks.map((one) => `– ${one}`)]),
    ],
  };
}

function uncertain(sure = true): string[] {
  return sure ? [] : [cardWords.uncertainLine];
}

function ownLines(reply: NodeReply): string[] {
  switch (reply.kind) {
    case 'question':
      return [];
    case 'step':
      return [...readerLabel(reply).map(opening), ...numberedLines(reply.instructions)];
    case 'check':
      return [...agentLabel(reply.audience, cardWords.ask).map(opening), plain(reply.ask)];
    case 'solved':
      return sayLines(reply);
    case 'handed-over':
      return [
        ...sayLines(reply),
        ...(reply.say?.includes(reply.contact) ? [] : [`${cardWords.contact}: ${reply.contact}`]),
        ...(reply.code === undefined ? [] : [plain(agentWording.codeTell(reply.code))]),
      ];
  }
}

function nodeHeading(reply: NodeReply): string {
  return reply.kind === 'question' ? [...agentLabel(reply.audience, `${cardWords.ask}: `), plain(reply.ask)].join('') : plain(reply.title);
}

function sayLines({ audience, say }: SolvedReply | HandedOverReply): string[] {
  return say === undefined ? [] : [...agentLabel(audience, cardWords.say).map(opening), plain(say)];
}

function because(words: readonly string[]): string[] {
  return words.length === 0 ? [] : [`${cardWords.because} ${quoted(words)}.`];
}

function pathLine({ asked, answered }: PathReply['steps'][number], index: number): string {
  return `${index + 1}. ${plain(asked)}${answered === '' ? '' : ` – ${answered}`}`;
}

function opening(words: string): string {
  return `${words}:`;
}

/** Instructions in their order; a single one needs no number. */
export function numberedLines(lines: readonly string[]): string[] {
  return lines.map((line, index) => (lines.length === 1 ? plain(line) : `${index + 1}. ${plain(line)}`));
}
