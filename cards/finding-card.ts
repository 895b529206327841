/** What was found: the conclusion, the lines that prove it, the ways out, and what to unfold. */
import type { FindingTable, WayOut } from '../diagnostics/finding.ts';
import type { FindingReply } from '../dialogs/reply.ts';
import { buttonSets, fold } from './buttons.ts';
import { cardWords } from './card-words.ts';
import type { Element, Fold } from './elements.ts';
import type { CardContent } from './node-card.ts';
import { aside, heading, label, literal, monospace, uncertainty } from './text-blocks.ts';

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
      ...literal(reply.verdict),
      ...reply.causes.slice(0, most.causes).flatMap((cause) => causeElements(cause, reply)),
      ...conflictElements(reply),
      ...(reply.lacks.length === 0 ? [] : [label(cardWords.lacks), ...reply.lacks.slice(0, most.lacks).flatMap((one) => literal(`– ${one}`))]),
      ...buttonSets(reply.stamp, reply.buttons),
    ],
    ...(actions.length === 0 ? {} : { actions }),
  };
}

function causeElements({ says, sure, lines }: FindingReply['causes'][number], { causes, counts, verdict }: FindingReply): Element[] {
  return [
    // The verdict says the same when there is one cause only.
    ...(causes.length === 1 ? [] : literal(says, 'medium')),
    ...uncertainty(sure),
    ...lines.slice(0, most.lines).flatMap(({ line, text }) => [aside(cardWords.place[counts](line)), ...(verdict.includes(text) ? [] : [monospace(text)])]),
  ];
}

function conflictElements({ conflicts }: FindingReply): Element[] {
  if (conflicts.length === 0) return [];
  const more = conflicts.length - most.conflicts;
  return [
    label(cardWords.conflicts),
    ...conflicts
      .slice(0, most.conflicts)
      .flatMap(({ setting, value, neutral, policy }) => [
        ...literal(cardWords.conflict(policy === undefined ? setting : `${policy}: ${setting}`, value, neutral)),
      ]),
    ...(more > 0 ? [aside(cardWords.moreRows(more))] : []),
  ];
}

/** One run of monospaced text, to be copied as a whole. */
function textElements(text: string | undefined): Element[] {
  return text === undefined ? [] : [monospace(text.slice(0, most.text))];
}

function wayOutElements({ title, command, effect, undo }: WayOut): Element[] {
  return [label(title), ...command.map(monospace), ...literal(`${cardWords.changes}: ${effect}`), ...literal(`${cardWords.undo}: ${undo}`)];
}

function tableFold({ title, columns, rows, more }: FindingTable): Fold[] {
  const left = more + Math.max(0, rows.length - most.rows);
  return fold(title, [
    ...rows.slice(0, most.rows).flatMap((cells) => literal(rowText(columns, cells))),
    ...(left > 0 ? [aside(cardWords.moreRows(left))] : []),
  ]);
}

/** The first cell, then the others with their columns' names where they have some: narrow screens have no room for columns. */
function rowText(columns: readonly string[], cells: readonly string[]): string {
  const [first = '', ...rest] = cells;
  const others = rest.flatMap((cell, index) => (cell === '' ? [] : [`${columns[index + 1] ?? ''}: ${cell}`.replace(/^: /, '')]));
  return [first === '' ? '–' : first, ...others].join(' · ');
}
