/** A made-up helpdesk for door locks: two guides, a small lexicon, and topics it does not help with. */
import { smallDesk } from '../support/small-knowledge.ts';

export const ownGuide = (id: string, title: string, symptoms: string, more = ''): string => `
id: ${id}
title: ${title}
about: ${title}.
label: ${title}
symptoms: ${symptoms}
reviewed: 2026-05-04
start: first
nodes:
  first:
    kind: step
    title: Look at it
    instructions: { user: Look at it., agent: Ask the caller to look at it. }
    source: { document: printer-manual, section: usb }
    done: deeper
    stuck: deeper
  deeper:
    kind: step
    title: Look closer
    instructions: { user: Look closer., agent: Ask the caller to look closer. }
    ${more}
    source: { document: printer-manual, section: usb }
    fixed: solved
    not-fixed: hand-over
  solved: { kind: outcome, result: solved, title: It works }
  hand-over: { kind: outcome, result: hand-over, title: Somebody comes }
`;

const lockGuide = ownGuide(
  'lock-jammed',
  'The lock does not open',
  `
  - the lock does not open
  - my key turns but the lock stays shut
  - the lock is stiff in winter
  - the key breaks off in the lock
  - { at: deeper, words: ["86000C2B", the lock shows error 86000C2B, the red light on the lock blinks] }`,
  'commands: [{ use: reset-lock }]',
);

const badgeGuide = ownGuide(
  'badge-refused',
  'The reader refuses a badge',
  `
  - the reader does not read my badge
  - my badge is refused at the gate
  - a new badge for a visitor
  - the badge is not known
  - { at: deeper, words: ["80072EE7", the reader has no network] }`,
);

const words = `
kind: words
concepts:
  lock: { en: [lock, locks, latch], de: [schloss*, schlösser*, türschloss*], fr: [serrure*], ja: [錠], ru: [замок, замк*] }
  key: { en: [key, keys], de: [schlüssel*], fr: [clé, clés], ja: [鍵] }
  badge: { en: [badge*], de: [ausweis*], fr: [badge*] }
  open: { en: [open, opens], de: [öffne*, aufmachen], fr: [ouvr*, s'ouvr*], ja: [開き, 開か], ru: [откры*] }
  not: { en: [not, does not, doesnt], de: [nicht, kein*], fr: [ne, pas], ja: [ません], ru: [не] }
  identity: { en: [ID] }
  coffee: { en: [coffee, espresso], de: [kaffee*], fr: [café*] }
`;

const codes = `
kind: codes
causes: { jammed: it is jammed, offline: it is offline }
codes:
  86000C2B: { meaning: The bolt is jammed., cause: jammed, source: { document: printer-manual, section: usb } }
  86000C26: { meaning: The bolt is bent., cause: jammed, source: { document: printer-manual, section: usb } }
  80072EE7: { meaning: The reader is offline., cause: offline, source: { document: printer-manual, section: usb } }
`;

const commands = `
kind: commands
fields: {}
commands:
  reset-lock:
    cmdlet: Reset-DoorLock
    purpose: Reset the lock
    parameters: [{ name: Force, type: boolean, value: true }]
    needs: Doors 2
    changes: Nothing; it only reads.
    source: { document: printer-manual, section: usb }
`;

const outOfScope = `
kind: out-of-scope
topics:
  coffee: { name: the coffee machine, words: [the coffee machine is broken, no coffee, espresso tastes burnt, coffee does not come out] }
  printing: { name: a printing problem, words: [the printer does not print, printer is offline, paper jam in the printer, toner of the printer is empty] }
  parking: { name: parking, words: [where can I park my car, the car park is full, parking permit for a visitor] }
`;

const files = {
  'guides/printer-offline.yaml': undefined,
  'guides/paper-jam.yaml': undefined,
  'guides/lock-jammed.yaml': lockGuide,
  'guides/badge-refused.yaml': badgeGuide,
  'facts/words.yaml': words,
  'facts/codes.yaml': codes,
  'facts/commands.yaml': commands,
  'facts/lights.yaml': undefined,
  'facts/outOfScope.yaml': outOfScope,
};

/** The guide a helpdesk writes one day about printers. */
export const ownPrinterGuide = ownGuide(
  'printer-silent',
  'The printer stays silent',
  '[nothing comes out of the printer, printer is greyed out, the print queue is stuck, printer offline]',
);

/** Triage of the door helpdesk, with further files. */
export function doorTriage(more: Readonly<Record<string, string>> = {}) {
  return smallDesk({ ...files, ...more }).triage;
}
