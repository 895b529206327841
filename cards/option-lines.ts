/** What somebody may type who has no buttons: numbers where the engine takes them, else the words. */
import type { Button, ChooseReply, MessageReply, NodeReply, Reply } from '../dialogs/reply.ts';
import { cardWords } from './card-words.ts';
import { oneLine, plain } from './markdown.ts';

/** The answers first, in the order of their numbers; then the other words that are understood. */
export function optionLines(reply: Reply): string[] {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'solved':
    case 'handed-over':
      return [...numberedOptions(reply.answers.map(labelOf)), ...navigationLine(reply)];
    case 'check':
      return [typing[reply.takes], ...numberedOptions(reply.answers.map(labelOf)), ...navigationLine(reply)];
    case 'choose':
      return chooseLines(reply);
    case 'welcome':
    case 'path':
    case 'ticket':
    case 'finding':
      return numberedOptions(reply.buttons.map(labelOf));
    case 'message':
      return reply.field === undefined ? numberedOptions(reply.buttons.map(labelOf)) : [cardWords.typeText, ...besideField(reply)];
  }
}

/** What else may be typed where the words are for somebody; the first button sends the field, which typing does by itself. */
function besideField({ field, buttons }: MessageReply): string[] {
  const others = field?.id === 'comment' ? [] : buttons.slice(1).map(labelOf);
  return others.length === 0 ? [] : [cardWords.alsoType(others.join(', '))];
}

const typing = { code: cardWords.typeCode, paste: cardWords.typePaste, name: cardWords.typeName } as const;

function chooseLines(reply: ChooseReply): string[] {
  const options = reply.options.map((option) => [labelOf(option), plain(option.about)].filter((words) => words !== '').join(' – '));
  return numberedOptions([...options, ...reply.buttons.map(labelOf)]);
}

function numberedOptions(labels: readonly string[]): string[] {
  return labels.length === 0 ? [] : [cardWords.typeAnswer, ...labels.map((label, index) => `  ${index + 1}. ${label}`)];
}

function navigationLine({ navigation }: NodeReply): string[] {
  return navigation.length === 0 ? [] : [cardWords.alsoType(navigation.map(labelOf).join(', '))];
}

function labelOf({ label, whole }: Button): string {
  return whole === undefined ? label : oneLine(whole);
}
