/** A small made-up helpdesk: two guides and their facts, for tests that need no shipped text. */
import { type Desk, openDesk } from '../../dialogs/desk.ts';
import { type Fault, KnowledgeError } from '../../knowledge/fault.ts';
import { loadLibrary } from '../../knowledge/load.ts';
import type { KnowledgeFile } from '../../knowledge/yaml-file.ts';

export const printerGuide = `
id: printer-offline
title: The printer shows as offline
about: Gets an offline printer to print again.
label: My printer is offline
symptoms:
  - printer offline
  - nothing prints
  - at: reseat-cable
    words: [the printer cable is loose, "86000C2B"]
reviewed: 2026-05-04
start: which-connection
nodes:
  which-connection:
    kind: question
    ask: How is the printer connected?
    answers:
      - { id: network, label: Over the network, next: restart-queue, also: [wifi] }
      - { id: usb, label: With a USB cable, next: reseat-cable }
      - { id: code, label: It shows a code, next: read-code }
  reseat-cable:
    kind: step
    title: Reseat the USB cable
    instructions:
      user: [Unplug the cable at both ends., Plug it straight into the computer.]
      agent: Ask the caller to unplug the cable at both ends.
      admin: Check the port.
    source: { document: printer-manual, section: usb }
    fixed: solved
    not-fixed: restart-queue
  restart-queue:
    kind: step
    title: Restart the print queue
    instructions: { user: Ask your administrator to restart it., agent: Say that you restart it. }
    commands: [{ use: restart-queue }]
    show: [printer-lights]
    source: { document: printer-manual, section: network }
    fixed: solved
    not-fixed: hand-over
  read-code:
    kind: check
    title: Read the code
    ask: What does the display say?
    examine: error-code
    findings: { no-paper: paper-jam/open-door }
    unknown: hand-over
    source: { document: printer-manual, section: usb }
  solved: { kind: outcome, result: solved, title: The printer prints again }
  hand-over: { kind: outcome, result: hand-over, title: A person looks at the printer }
`;

export const paperGuide = `
id: paper-jam
title: Paper is stuck
about: Gets stuck paper out.
label: Paper is stuck in it
symptoms: [paper jam, paper is stuck in the tray]
reviewed: 2026-05-04
start: open-door
nodes:
  open-door:
    kind: step
    title: Open the door
    instructions: { user: Open the door and pull the paper out., agent: Ask the caller to open the door. }
    source: { document: printer-manual, section: network }
    fixed: solved
    not-fixed: hand-over
    done: still-stuck
  still-stuck:
    kind: question
    ask: { user: Is there still paper in it?, agent: Does the caller see paper? }
    answers:
      - { id: 'yes', label: 'Yes, there is', next: open-door }
      - { id: 'no', label: 'No, it is empty', next: solved }
  solved: { kind: outcome, result: solved, title: The paper is out }
  hand-over: { kind: outcome, result: hand-over, title: A person takes the paper out }
`;

export const facts = {
  documents: `
kind: documents
documents:
  printer-manual:
    title: Printer manual
    url: https://example.com/manual
    origin: article
    sections: { usb: Cables, network: Network }
`,
  commands: `
kind: commands
fields: { printer: { label: Name of the printer, example: floor-2 } }
commands:
  restart-queue:
    cmdlet: Restart-PrintQueue
    purpose: Restart the queue
    parameters: [{ name: Identity, type: text, value: { ask: printer } }, { name: Force, type: boolean, value: true }]
    needs: Windows
    changes: The queue is emptied.
    source: { document: printer-manual, section: network }
`,
  lights: `
kind: table
id: printer-lights
title: The lights
columns: [Light, Meaning]
rows: [{ cells: [Red, No paper], source: { document: printer-manual, section: usb } }]
`,
  codes: `
kind: codes
causes: { no-paper: there is no paper }
codes:
  86000C2B: { meaning: The tray is empty., cause: no-paper, source: { document: printer-manual, section: usb } }
  86000C26: { meaning: The tray may be bent., cause: no-paper, source: { document: printer-manual, section: usb }, certainty: derived }
`,
  phrases: `
kind: phrases
phrases:
  'yes': ['yes', ja]
  'no': ['no', nein]
  fixed: [it works now, that fixed it]
  not-fixed: [still not working]
  done: [done]
  stuck: [i cannot do this]
  back: [back, zurück]
  start-over: [start over]
  forget: [forget me]
  continue: [continue]
  help: [help, '?']
  where: [where am i]
  person: [person, talk to a person]
  thanks: [thanks]
  hello: [hello, hi]
  code: [my code]
  stop-sharing: [stop sharing]
  caller: [for a caller, new caller]
  cases: [my cases]
  ticket-notes: [notes for the ticket]
  let-go: [let go]
  negation: [not, no, never, nothing, dont]
`,
  outOfScope: `
kind: out-of-scope
topics:
  coffee: { name: the coffee machine, words: [the coffee machine is broken, no coffee, espresso tastes burnt] }
`,
} as const;

/** Files by path that replace or add one; `undefined` takes one away. */
type Changes = Readonly<Record<string, string | undefined>>;

/** The small helpdesk's files; some changed. */
export function smallFiles(changes: Changes = {}): KnowledgeFile[] {
  const files: Record<string, string | undefined> = {
    'guides/printer-offline.yaml': printerGuide,
    'guides/paper-jam.yaml': paperGuide,
    ...Object.fromEntries(Object.entries(facts).map(([name, text]) => [`facts/${name}.yaml`, text])),
    ...changes,
  };
  return Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));
}

/** A desk on the small helpdesk. */
export function smallDesk(changes: Changes = {}): Desk {
  return openDesk(loadLibrary(smallFiles(changes)), 'the print room');
}

/** The faults of files that do not load. */
export function faultsOf(changes: Changes): readonly Fault[] {
  try {
    loadLibrary(smallFiles(changes));
    return [];
  } catch (error) {
    if (error instanceof KnowledgeError) return error.faults;
    throw error;
  }
}
