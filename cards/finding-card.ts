/** What was found: the conclusion, the lines that prove it, the ways out, and what to unfold. */
import type { FindingTable, WayOut } from '../diagnostics/finding.ts';
import type { FindingReply } from '../dialogs/reply.ts';
import { buttonSets, fold } from './buttons.ts';
import { cardWords } from './card-words.ts';
import type { Element, Fold } from './elements.ts';
import type { CardContent } from './node-card.ts';
import { aside, emphasised, heading, label, literal, monospace, uncertainty } from './text-blocks.ts';

/** What a card shows openly of each, and rows of a table that are unfolded: more would pass what Teams takes. */
const most = { causes: 3, lines: 3, conflicts: 8, rows: 25, lacks: 3, text: 4000 } as const;

/** Everything in it may quote what was dropped in, so it is never read as Markdown. */
export function findingCard(reply: FindingReply): CardContent {
  const actions = [
    ...fold(cardWords.waysOut, reply.waysOut.flatMap(wayOutElements)),
    ...reply.tables.slice(0, 3).flatMap(tableFold),
    ...fold(cardWords.asText, textElements(reply.asText)),
  ];
  return {
    body: [
      ...literal(reply.name ?? ''),
      heading(reply.title),
      ...(saidByCauses(reply) ? [] : literal(reply.verdict)),
      ...reply.causes.slice(0, most.causes).flatMap((cause, index) => causeElements(cause, reply, index)),
      ...conflictElements(reply),
      ...(reply.lacks.length === 0 ? [] : [label(cardWords.lacks), ...reply.lacks.slice(0, most.lacks).flatMap((one) => literal(`– ${one}`))]),
      // Where nothing hovers, no tooltip is seen.
      ...reply.buttons.flatMap(({ whole }) => literal(whole ?? '')),
      ...buttonSets(reply.stamp, reply.buttons),
    ],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

/** Whether the verdict is nothing but what the shown causes say, which then need not be read twice. */
function saidByCauses({ verdict, causes }: FindingReply): boolean {
  if (causes.length < 2) return false;
  const rest = causes.slice(0, most.causes).reduce((text, { says }) => text.replace(says, ''), verdict);
  return rest.replace('Also:', '').trim() === '';
}

function causeElements({ says, sure, lines }: FindingReply['causes'][number], reply: FindingReply, index: number): Element[] {
  const before = reply.causes.slice(0, index).flatMap((one) => one.lines.slice(0, most.lines).map(({ text }) => text));
  const isSaid = (text: string): boolean => before.includes(text) || says.includes(text) || reply.verdict.includes(text);
  const isFirst = index === 0;
  const isAbove = isFirst && !saidByCauses(reply) && reply.verdict.includes(says);
  return [
    // The verdict says the same when there is one cause only.
    ...(reply.causes.length === 1 || isAbove ? [] : literal(says, isFirst && saidByCauses(reply) ? 'small' : 'medium')),
    ...uncertainty(sure),
    ...lines.slice(0, most.lines).flatMap(({ line, text }) => [aside(cardWords.place[reply.counts](line)), ...(isSaid(text) ? [] : [monospace(text)])]),
  ];
}

function conflictElements({ conflicts }: FindingReply): Element[] {
  if (conflicts.length === 0) return [];
  const more = conflicts.length - most.conflicts;
  return [
    label(cardWords.conflicts),
    ...conflicts.slice(0, most.conflicts).flatMap((one) => literal(cardWords.conflict(one))),
    ...(more > 0 ? [aside(cardWords.moreRows(more))] : []),
  ];
}

/** One run of monospaced text, to be copied as a whole. */
function textElements(text: string | undefined): Element[] {
  return text === undefined ? [] : [monospace(text.slice(0, most.text))];
}

function wayOutElements({ title, first, command, effect, undo }: WayOut): Element[] {
  return [
    label(title),
    ...(first === undefined ? [] : literal(first)),
    ...command.map(monospace),
    ...literal(`${cardWords.changes}: ${effect}`),
    ...literal(`${cardWords.undo}: ${undo}`),
  ];
}

function tableFold({ title, columns, rows, more }: FindingTable): Fold[] {
  const left = more + Math.max(0, rows.length - most.rows);
  return fold(title, [...rows.slice(0, most.rows).flatMap((cells) => row(columns, cells)), ...(left > 0 ? [aside(cardWords.moreRows(left))] : [])]);
}

/** Characters of a value that stands behind its name on one line. */
const shortValue = 40;

/** The first cell in bold, the others after or under it with their columns' names: narrow screens have no room for columns. */
function row(columns: readonly string[], cells: readonly string[]): Element[] {
  const [first = '', ...rest] = cells;
  const named = rest.flatMap((cell, index) => (cell === '' ? [] : [{ name: columns[index + 1] ?? '', cell }]));
  const [only, ...more] = named;
  const isPair = only !== undefined && more.length === 0 && only.name !== '' && only.cell.length <= shortValue;
  const head = emphasised(`${first === '' ? '–' : first}${isPair ? ':' : ''}`, isPair ? ` ${only.cell}` : '');
  // A dot that ends a line reads better than one that begins it, and a number stays with its name.
  const parts = named.map(({ name, cell }) => (name === '' ? cell : `${name}:\u00a0${cell}`));
  const others = [...parts.slice(0, -1).map((one) => one.replace(/\.$/, '')), ...parts.slice(-1)].join('\u00a0· ');
  return isPair || others === '' ? [head] : [head, ...literal(others, 'none')];
}
