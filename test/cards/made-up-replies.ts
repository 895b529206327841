/** A reply of every kind, made up, with as much on it as there can be. */
import type { Stamp } from '../../dialogs/input.ts';
import type {
  Button,
  CheckReply,
  CommandView,
  HandedOverReply,
  QuestionReply,
  Reply,
  SolvedReply,
  SourceView,
  StepReply,
  TableView,
} from '../../dialogs/reply.ts';

const stamp: Stamp = { case: 'case-0001', node: 'printer-offline/reseat-cable', visit: 3 };

const article: SourceView = { origin: 'article', document: 'Printers at work', section: 'Cables (all of them)', url: 'https://example.com/a_(b)' };
const added: SourceView = { origin: 'added', document: 'Printer forum', section: 'Answer 4', url: 'https://forum.example.com/4' };

export const command: CommandView = {
  purpose: 'Restart the queue',
  line: "Restart-PrintQueue -Identity 'O''Brien; Remove-Printer *' -Filter {Name -like '*_a_*'}",
  needs: 'Windows Server 2008 or later',
  changes: 'Waiting documents are **lost**.',
  undo: 'Start it again.',
  undoLine: "Start-PrintQueue -Identity 'O''Brien; Remove-Printer *'",
  sure: false,
  sources: [added],
};

export const shortTable: TableView = {
  title: 'Lights',
  columns: ['Light', 'Meaning'],
  rows: [
    { cells: ['Red', 'No paper'], sure: true },
    { cells: ['Blue', 'Asleep'], sure: false },
  ],
  sources: [article],
};

export const longTable: TableView = {
  title: 'Codes of this printer',
  columns: ['Code', 'Meaning', 'What helps'],
  rows: Array.from({ length: 12 }, (_, index) => ({ cells: [`8600${index}`, 'The *tray* is [empty](now)', 'Fill the tray'], sure: index % 3 > 0 })),
  note: 'The list may change.',
  link: { title: 'The whole list', url: 'https://example.com/codes' },
  sources: [article, added],
};

const navigation: readonly Button[] = [
  { label: 'Back', action: { do: 'back' } },
  { label: 'Talk to a person', action: { do: 'person' } },
];

const shown = {
  stamp,
  again: false,
  files: [],
  audience: 'user',
  guide: 'The printer shows as offline',
  step: 3,
  news: [],
  because: [],
  sure: true,
  tables: [],
  commands: [],
  fields: [],
  sources: [article, added],
  answers: [],
  navigation,
} as const;

export const question: QuestionReply = {
  ...shown,
  kind: 'question',
  ask: 'How is the printer connected?',
  hint: 'Look at its back.',
  answers: ['Over the network', 'With a USB cable', 'It shows a code', 'I do not know'].map((label, index) => ({
    label,
    action: { do: 'answer', answer: `answer-${index}` },
  })),
};

export const step: StepReply = {
  ...shown,
  kind: 'step',
  title: 'Reseat the USB cable',
  news: ['I did not understand that.', 'This guide was changed since you were here.'],
  because: ['86000C2B'],
  instructions: ['Unplug the cable at **both** ends.', 'Wait for 10 seconds.', 'Plug it straight into the computer, not into a hub.'],
  admin: ['Check the port.', 'Restart the queue.'],
  hint: 'A cable longer than 5 metres often fails.',
  note: 'The printer forgets what it was printing.',
  sure: false,
  tables: [shortTable, longTable],
  commands: [command, { ...command, purpose: 'Show the queue', line: 'Get-PrintQueue', undo: undefined, undoLine: undefined, sure: true }],
  fields: [
    { id: 'printer', label: 'Name of the printer', example: 'floor-2', value: '' },
    { id: 'owner', label: 'Owner', example: 'Ann', value: "O'Brien" },
  ],
  answers: [
    { label: 'That fixed it', action: { do: 'answer', answer: 'fixed' } },
    { label: 'Still not working', action: { do: 'answer', answer: 'not-fixed' } },
  ],
};

export const check: CheckReply = {
  ...shown,
  kind: 'check',
  title: 'Read the code',
  ask: 'What does the display say?',
  takes: 'code',
  submit: { label: 'Read it', action: { do: 'examine' } },
};

export const solved: SolvedReply = {
  ...shown,
  kind: 'solved',
  title: 'The printer prints again',
  say: 'Print a page to be sure.',
  sources: [],
  answers: [
    { label: 'It was easy', action: { do: 'rate', rating: 'good' } },
    { label: 'It was hard', action: { do: 'rate', rating: 'poor' } },
  ],
};

export const handedOver: HandedOverReply = {
  ...shown,
  kind: 'handed-over',
  title: 'A person looks at the printer',
  say: 'Somebody has to open it.',
  contact: 'the print room',
  summary:
    'Case case-0001\nProblem in their words: it *never* prints [see](http://evil.example)\n\nTried so far:\n1. How is the printer connected? -> With a USB cable\n2. Reseat the USB cable -> Still not working',
  navigation: navigation.slice(0, 1),
};

const go = (label: string): Button => ({ label, action: { do: 'go', to: 'printer-offline/which-connection' } });

/** One of each kind, by what it is called in a test's title. */
export const everyKind: Readonly<Record<string, Reply>> = {
  question,
  step,
  'step for an agent': { ...step, audience: 'agent' },
  'step for an administrator': { ...step, audience: 'admin', instructions: step.admin },
  check,
  'check with commands': { ...check, commands: [command], fields: step.fields },
  solved,
  'handed-over': handedOver,
  welcome: {
    kind: 'welcome',
    stamp,
    title: 'What is wrong?',
    lines: ['Tell me in your own words.', 'An error code helps most.'],
    buttons: ['The printer is offline', 'Paper is stuck', 'It prints stripes', 'Toner is low', 'Scanning fails', 'It is loud', 'More problems'].map(go),
  },
  choose: {
    kind: 'choose',
    stamp,
    title: 'Which of these fits best?',
    lines: ['Both are likely.'],
    because: ['offline', '_jam_'],
    options: [
      { ...go('The printer is offline'), about: 'Gets an offline printer to print again.' },
      { ...go('Paper is stuck'), about: 'Gets stuck paper out.' },
    ],
    buttons: [{ label: 'None of these', action: { do: 'none-of-these' } }],
  },
  path: {
    kind: 'path',
    stamp,
    title: 'Your steps so far',
    steps: [
      { asked: 'How is the printer connected?', answered: 'With a USB cable' },
      { asked: 'You asked for a person', answered: '' },
    ],
    now: 'Now: Reseat the USB cable',
    buttons: [{ label: 'Continue', action: { do: 'stay' } }, ...navigation.slice(0, 1)],
  },
  message: {
    kind: 'message',
    stamp,
    title: 'Welcome back',
    lines: ['You were at “Reseat the USB cable”.'],
    buttons: [{ label: 'Continue', action: { do: 'stay' } }],
  },
  'message with a field': {
    kind: 'message',
    stamp,
    title: 'Thank you.',
    lines: [],
    field: { id: 'comment', label: 'What should be better?' },
    buttons: [{ label: 'Send', action: { do: 'comment' } }],
  },
};
