/** What the administrator does: the values to fill in, and each command with what it changes. */
import type { Stamp } from '../dialogs/input.ts';
import { longestText } from '../dialogs/input.ts';
import type { CommandView, FieldView } from '../dialogs/reply.ts';
import { buttonSets } from './buttons.ts';
import { cardWords } from './card-words.ts';
import type { Element } from './elements.ts';
import { plain } from './markdown.ts';
import { label, monospace, named, sourceLines, uncertainty } from './text-blocks.ts';

/** The commands, after the inputs whose values stand in them. */
export function commandElements(stamp: Stamp, commands: readonly CommandView[], fields: readonly FieldView[]): Element[] {
  return [...fieldElements(stamp, fields), ...commands.flatMap(commandElement)];
}

function fieldElements(stamp: Stamp, fields: readonly FieldView[]): Element[] {
  if (fields.length === 0) return [];
  return [label(cardWords.fillFirst), ...fields.map(fieldInput), ...buttonSets(stamp, [{ label: cardWords.fill, action: { do: 'fill' } }])];
}

function fieldInput({ id, label: name, example, value }: FieldView): Element {
  return {
    type: 'Input.Text',
    id: `field-${id}`,
    label: plain(name),
    placeholder: cardWords.example(plain(example)),
    ...(value === '' ? {} : { value: value.slice(0, longestText) }),
    maxLength: longestText,
  };
}

function commandElement(command: CommandView): Element[] {
  const { undo, undoLine } = command;
  return [
    label(command.purpose),
    monospace(command.line),
    ...uncertainty(command.sure),
    named(cardWords.changes, command.changes),
    named(cardWords.needs, command.needs),
    ...(undo === undefined && undoLine === undefined ? [] : [named(cardWords.undo, undo ?? cardWords.undoLine)]),
    ...(undoLine === undefined ? [] : [monospace(undoLine)]),
    ...sourceLines(command.sources),
  ];
}
