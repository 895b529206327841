/** A reply as plain lines, by what they are for: the ground of every text form. */
import type { CheckReply, HandedOverReply, NodeReply, QuestionReply, Reply, SolvedReply, StepReply } from '../dialogs/reply.ts';
import { readerLabel } from './step-card.ts';
import { agentLabel, cardWords, quoted } from './card-words.ts';
import { clip, plain } from './markdown.ts';

export interface Outline {
  /** What is said before anything else. */
  readonly news: readonly string[];
  readonly title: string;
  /** Where in which guide; missing outside the guides. */
  readonly place?: string;
  readonly body: readonly string[];
  /** What is not read aloud: a summary, the way so far. */
  readonly silent: readonly string[];
}

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
      return { news: [], title: plain(reply.title), body: reply.lines.map(plain), silent: [] };
    case 'choose':
      return { news: [], title: plain(reply.title), body: [...because(reply.because), ...reply.lines.map(plain)], silent: [] };
    case 'path':
      return { news: [], title: plain(reply.title), body: [plain(reply.now)], silent: reply.steps.map(pathLine) };
    case 'message':
      return { news: [], title: plain(reply.title ?? ''), body: reply.lines.map(plain), silent: [] };
  }
}

function nodeOutline(reply: NodeReply): Outline {
  const caution = reply.note === undefined ? [] : [`${cardWords.caution}: ${plain(reply.note)}`];
  return {
    news: reply.news.map(plain),
    title: plain(reply.kind === 'question' ? reply.ask : reply.title),
    place: cardWords.step(plain(reply.guide), reply.step),
    body: [...because(reply.because), ...ownLines(reply), ...(reply.sure ? [] : [cardWords.uncertainLine]), ...caution, ...(reply.hint === undefined ? [] : [plain(reply.hint)])],
    silent: reply.kind === 'handed-over' ? ['', `${cardWords.summary}:`, reply.summary] : [],
  };
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
      return [...sayLines(reply), ...(reply.say?.includes(reply.contact) ? [] : [`${cardWords.contact}: ${reply.contact}`])];
  }
}
