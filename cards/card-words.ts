/** The cards' own words, beside the engine's sentences and the guides' texts. */
import type { Audience } from '../dialogs/audience.ts';
import type { FindingReply } from '../dialogs/reply.ts';
import { wording } from '../dialogs/wording.ts';

export const cardWords = {
  administrator: 'For the administrator',
  owner: 'For the person with the problem',
  facts: 'Facts',
  say: 'Say or do',
  ask: 'Find out',
  note: 'Note',
  uncertain: 'not documented for certain',
  uncertainLine: wording.uncertain,
  because: 'Because you mentioned',
  // Whoever answered: the person, the agent who helps them, or the agent's caller.
  step: (guide: string, step: number, answered: string | undefined, caller = '') =>
    [caller, guide, step === 0 ? '' : `Step ${step}`, answered === undefined ? '' : `answered “${answered}”`].filter((part) => part !== '').join(' · '),
  fill: 'Fill in',
  fillFirst: 'Your own values for the commands',
  example: (text: string) => `For example: ${text}`,
  changes: 'Changes',
  needs: 'Works with',
  undo: 'To take it back',
  undoLine: 'run this command.',
  code: 'Code or words on the screen',
  paste: 'Paste it here',
  name: 'Name of the server or domain',
  typePaste: 'Paste it, or send it as a file.',
  typeName: 'Type the name.',
  place: { lines: (line: number) => `Line ${line}`, steps: (step: number) => `Step ${step}` },
  asText: 'As text, for a ticket',
  conflicts: 'Settings that ask for too much',
  conflict: ({ policy, setting, value, neutral }: FindingReply['conflicts'][number]) =>
    `${policy === undefined ? setting : `${policy}: ${setting}`} is ${value}, which this phone usually cannot follow. The administrator can change it to ${neutral}.`,
  waysOut: 'Ways out',
  lacks: 'This would help',
  moreRows: (count: number) => `… and ${count} more.`,
  contact: 'Contact',
  summary: 'Summary for the ticket',
  summaryCut: (lines: number) => `… ${lines} lines are left out here …`,
  earlier: (steps: number) => `${steps} earlier ${steps === 1 ? 'step is' : 'steps are'} not listed.`,
  choices: 'Choices',
  caseNow: 'Stands at',
  caseProblem: 'Problem in their words',
  caseTried: 'Tried so far',
  caseFound: 'Found',
  chosen: 'You chose',
  begins: 'Begins with',
  cause: 'Usual cause',
  openChat: (name: string) => `Open a chat with ${name}`,
  typeAnswer: 'Type a number or the words:',
  typeCode: 'Type the code or the words on the screen.',
  typeText: 'Type your answer.',
  alsoType: (labels: string) => `You can also type: ${labels}`,
} as const;

/** What an agent does with the text that follows; nothing for others, who are addressed themselves. */
export function agentLabel(audience: Audience, words: string): string[] {
  return audience === 'agent' ? [words] : [];
}

/** Own words in quotation marks, for "because you mentioned …". */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
}
