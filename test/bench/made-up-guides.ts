/** A knowledge folder with as many guides as wanted, about devices that do not exist. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './folders.ts';

const parts = [
  ['bra', 'cle', 'dri', 'fro', 'glu', 'kna', 'ple', 'sti', 'tro', 'vul'],
  ['min', 'dor', 'fas', 'lep', 'kur', 'nox', 'ril', 'sam', 'tev', 'zag'],
  ['eta', 'ion', 'ula', 'ork', 'ine', 'aso', 'ebu', 'ilo', 'oma', 'ury'],
] as const;

/** Writes the folder: the shipped facts, and guides of eight nodes with six symptoms each. */
export function writeGuides(folder: string, count: number): void {
  mkdirSync(join(folder, 'guides'), { recursive: true });
  cpSync(join(projectFolder, 'knowledge/facts'), join(folder, 'facts'), { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, 'guides', `${deviceOf(index)}.yaml`), guide(deviceOf(index)));
}

/** What people say about the first guides; the same however many there are. */
export function madeUpSymptoms(count: number): string[] {
  return Array.from({ length: count }, (_, index) => symptomsOf(deviceOf(index))).flat();
}

/** A word that no other guide has, for up to a thousand. */
function deviceOf(index: number): string {
  const [first, second, third] = parts;
  return `${first[index % 10]}${second[Math.floor(index / 10) % 10]}${third[Math.floor(index / 100) % 10]}`;
}

function symptomsOf(device: string): string[] {
  return [
    `my ${device} does not start`,
    `the ${device} shows a red light`,
    `the ${device} is slow since yesterday`,
    `I cannot connect the ${device} to the network`,
    `nothing happens when I press the button of the ${device}`,
    `the display of the ${device} stays dark`,
  ];
}

function guide(device: string): string {
  const step = (title: string, next: string): string => `
    kind: step
    title: ${title} the ${device}
    instructions:
      user: [Find the ${device}., Take a minute to ${title.toLowerCase()} it., Look at its light.]
      agent: Please ${title.toLowerCase()} the ${device} and look at its light.
    source: { document: wp7-article, section: supported-policies }
    fixed: solved
    not-fixed: ${next}`;
  return `id: ${device}
title: The ${device} does not work
about: Gets a ${device} to work again.
label: My ${device} does not work
symptoms:
${symptomsOf(device)
  .map((symptom) => `  - ${symptom}`)
  .join('\n')}
reviewed: 2026-05-04
start: which-light
nodes:
  which-light:
    kind: question
    ask: What does the light of the ${device} do?
    answers:
      - { id: dark, label: It is dark, next: plug }
      - { id: red, label: It is red, next: restart }
      - { id: blinks, label: It blinks, next: since-when }
  since-when:
    kind: question
    ask: Since when does the ${device} blink?
    answers:
      - { id: today, label: Since today, next: restart }
      - { id: longer, label: For longer, next: update }
  plug:${step('Unplug', 'restart')}
  restart:${step('Restart', 'update')}
  update:${step('Update', 'reset')}
  reset:${step('Reset', 'hand-over')}
  solved: { kind: outcome, result: solved, title: The ${device} works again }
  hand-over: { kind: outcome, result: hand-over, title: A person looks at the ${device} }
`;
}
