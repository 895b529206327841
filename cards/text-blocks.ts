/** Pieces of text that every card is made of. Those that take people's own words keep them literal. */
import type { SourceView } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import type { Element, TextElement, TextRun } from './elements.ts';
import { clip, link, markdown } from './markdown.ts';

/** Characters of one piece of somebody's own text: what is longer is cut, so that a card stays small. */
const longestOwn = 1000;

/** One paragraph; bold is kept. */
export function paragraph(text: string): TextElement {
  return { type: 'TextBlock', text: markdown(text), wrap: true };
}

/** What the card is about, for the eye and for a screen reader's list of headings. */
export function heading(text: string): TextElement {
  return { type: 'TextBlock', text: markdown(text), wrap: true, size: 'medium', weight: 'bolder', style: 'heading', spacing: 'small' };
}

/** A line that says what follows. */
export function label(text: string): TextElement {
  return { type: 'TextBlock', text: markdown(text), wrap: true, weight: 'bolder', spacing: 'medium' };
}

/** A line of less weight. */
export function aside(text: string): TextElement {
  return smallPrint(markdown(text));
}

/** What helps, but can be left unread. */
export function hintLine(text: string): TextElement {
  return { type: 'TextBlock', text: markdown(text), wrap: true, isSubtle: true, spacing: 'small' };
}

/** Instructions in their order; a single one needs no number. */
export function numbered(lines: readonly string[]): TextElement[] {
  const [only, ...more] = lines;
  if (only === undefined) return [];
  if (more.length === 0) return [paragraph(only)];
  return [{ type: 'TextBlock', text: lines.map((line, index) => `${index + 1}. ${markdown(line)}`).join('\n'), wrap: true }];
}

/** A name in bold and what it stands for, such as "Changes: nothing". */
export function named(name: string, text: string): TextElement {
  return { type: 'TextBlock', text: `**${markdown(name)}:** ${markdown(text)}`, wrap: true, spacing: 'small' };
}

/** Somebody's own words. */
export function literal(text: string, spacing: 'none' | 'small' | 'medium' = 'small'): TextElement[] {
  return text.trim() === '' ? [] : [{ type: 'RichTextBlock', inlines: runs(clip(text, longestOwn)), spacing }];
}

/** Somebody's own words in bold, and what follows them on the line. */
export function emphasised(text: string, rest: string): TextElement {
  const inlines = [...runs(clip(text, longestOwn)).map((run) => ({ ...run, weight: 'bolder' as const })), ...(rest === '' ? [] : runs(clip(rest, longestOwn)))];
  return { type: 'RichTextBlock', inlines, spacing: 'small' };
}

/** Text as it is. Renderers turn `{{DATE(…)}}` into a date, unless the braces stand in two runs. */
export function runs(text: string): TextRun[] {
  return text.split(/(?<=\{)(?=\{(?:DATE|TIME)\()/).map((part) => ({ type: 'TextRun', text: part }));
}

/** A command on a ground of its own, to be copied. It is never cut. */
export function monospace(line: string): Element {
  const inlines = runs(line).map((run) => ({ ...run, fontType: 'monospace' as const, size: 'small' as const }));
  return { type: 'Container', style: 'emphasis', spacing: 'small', items: [{ type: 'RichTextBlock', inlines }] };
}

/** Said in words, since colours are not seen by all. */
export function uncertainty(sure: boolean): TextElement[] {
  return sure ? [] : [{ type: 'TextBlock', text: cardWords.uncertainLine, wrap: true, weight: 'bolder', spacing: 'small' }];
}

/** A small line that is a link, perhaps with words before it. */
export function linkLine(title: string, url: string, before = ''): TextElement {
  return smallPrint(`${before}${link(title, url)}`);
}

function smallPrint(text: string): TextElement {
  return { type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'small', spacing: 'small' };
}

const originWords: Readonly<Record<SourceView['origin'], string>> = { article: 'From the article', added: 'Added from' };

/** Where it comes from, one tap away, each place once: the article, then what others add to it. */
export function sourceLines(sources: readonly SourceView[]): TextElement[] {
  const unique = [...new Map(sources.map((source) => [sourceText(source), source])).values()];
  const ordered = [...unique.filter(isArticle), ...unique.filter((source) => !isArticle(source))];
  return ordered.map((source) => linkLine(isArticle(source) ? source.section : sourceTitle(source), source.url, `${originWords[source.origin]}: `));
}

/** The same line as plain text, with its address. */
export function sourceText(source: SourceView): string {
  return `${originWords[source.origin]}: ${sourceTitle(source)} <${source.url}>`;
}

function isArticle(source: SourceView): boolean {
  return source.origin === 'article';
}

function sourceTitle(source: SourceView): string {
  return `${source.document}, ${source.section}`;
}
