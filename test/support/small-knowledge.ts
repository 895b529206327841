/** A small made-up helpdesk: two guides and their facts, for tests that need no shipped text. */
import { type Desk, type MayLook, openDesk } from '../../dialogs/desk.ts';
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
  vague: [stupid machine, what is this]
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

/** A guide with checks that read what is dropped in, and one that looks for itself; not among the usual two. */
const phoneGuide = `
id: phone-sync
title: The phone does not sync
about: Finds out why a phone gets no mail.
label: My phone gets no mail
symptoms: [phone does not sync, no mail on the phone]
reviewed: 2026-05-04
start: what-there-is
nodes:
  what-there-is:
    kind: question
    ask: What do you have?
    answers:
      - { id: log, label: A mail or a log, next: read-it }
      - { id: test, label: A test result, next: read-test }
      - { id: name, label: Only the name, next: look-there }
  read-it:
    kind: check
    title: Read the mail or the log
    ask: Paste the mail or the log.
    examine: [notice, eas-log, iis-log]
    findings: { quarantined: let-it-in, nothing-found: look-there }
    unknown: hand-over
    source: { document: printer-manual, section: usb }
  read-test:
    kind: check
    title: Read the test result
    ask: Paste the result.
    examine: rca-result
    findings: { auth: new-password, autodiscover: right-settings, nothing-found: look-there }
    unknown: hand-over
    source: { document: printer-manual, section: usb }
  look-there:
    kind: check
    title: Look at the mail server
    ask: What is the server called?
    examine: activesync
    findings: { auth: new-password, nothing-found: hand-over }
    unknown: hand-over
    source: { document: printer-manual, section: usb }
  let-it-in:
    kind: step
    title: Let the phone in
    instructions: { user: Ask your administrator., agent: Do it. }
    source: { document: printer-manual, section: network }
    fixed: solved
    not-fixed: hand-over
  new-password:
    kind: step
    title: Type the new password
    instructions: { user: Ask your administrator., agent: Do it. }
    source: { document: printer-manual, section: network }
    fixed: solved
    not-fixed: hand-over
  right-settings:
    kind: step
    title: Type the settings by hand
    instructions: { user: Ask your administrator., agent: Do it. }
    source: { document: printer-manual, section: network }
    fixed: solved
    not-fixed: hand-over
  solved: { kind: outcome, result: solved, title: The phone syncs }
  hand-over: { kind: outcome, result: hand-over, title: A person looks at the phone }
`;
const phoneCauses = `
kind: codes
causes: { quarantined: the phone waits, auth: the password is wrong, autodiscover: the settings are not found, nothing-found: all is well }
codes: {}
`;

/** Changes that add it to the small helpdesk. */
export const withChecks = { 'guides/phone-sync.yaml': phoneGuide, 'facts/phone-causes.yaml': phoneCauses } as const;

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

/** A desk on the small helpdesk; it looks over the network only where somebody says what it may look at. */
export function smallDesk(changes: Changes = {}, mayLook?: MayLook): Desk {
  return openDesk(loadLibrary(smallFiles(changes)), 'the print room', mayLook);
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
