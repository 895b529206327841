/** A node's facts as plain lines: tables, what the administrator does, commands, sources. */
import type { CommandView, NodeReply, TableView } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import { plain } from './markdown.ts';
import { numberedLines } from './outline.ts';
import { markedCells } from './tables.ts';
import { sourceText } from './text-blocks.ts';

/** Blocks of lines, each for a paragraph of its own. */
export function factBlocks(reply: NodeReply): string[][] {
  return [...reply.tables.map(tableLines), adminLines(reply), ...reply.commands.map(commandLines), reply.sources.map(sourceText)];
}

function adminLines(reply: NodeReply): string[] {
  const folded = reply.audience !== 'admin';
  const steps = folded && reply.kind === 'step' ? numberedLines(reply.admin) : [];
  return folded && (steps.length > 0 || reply.commands.length > 0) ? [`${cardWords.administrator}:`, ...steps] : [];
}

function tableLines(table: TableView): string[] {
  const { columns, rows, note, link } = table;
  return [
    `${plain(table.title)}:`,
    ...(columns.length > 1 ? [`  ${columns.map(plain).join(' | ')}`] : []),
    ...rows.map((row) => `  - ${markedCells(row).map(plain).join(' | ')}`),
    ...(note === undefined ? [] : [plain(note)]),
    ...(link === undefined ? [] : [`${plain(link.title)} <${link.url}>`]),
    ...table.sources.map(sourceText),
  ];
}

/** Each command stands alone on its line, so that it can be copied. */
function commandLines(command: CommandView): string[] {
  const { undo, undoLine } = command;
  return [
    `${plain(command.purpose)}:`,
    command.line,
    ...(command.sure ? [] : [cardWords.uncertainLine]),
    `${cardWords.changes}: ${plain(command.changes)}`,
    `${cardWords.needs}: ${plain(command.needs)}`,
    ...(undo === undefined && undoLine === undefined ? [] : [`${cardWords.undo}: ${plain(undo ?? cardWords.undoLine)}`]),
    ...(undoLine === undefined ? [] : [undoLine]),
    ...command.sources.map(sourceText),
  ];
}
