/** A knowledge folder with as many guides as wanted, about devices that do not exist. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './folders.ts';

const syllables = ['bam', 'cel', 'dri', 'fos', 'gul', 'kan', 'ple', 'sif', 'tro', 'vup', 'min', 'dor', 'fac', 'lep', 'kur', 'nox', 'ril', 'suv', 'tev', 'zag'];

/** Writes the folder: the shipped facts, and guides of eight nodes with six symptoms each. */
export function writeGuides(folder: string, count: number): void {
  mkdirSync(join(folder, 'guides'), { recursive: true });
  cpSync(join(projectFolder, 'knowledge/facts'), join(folder, 'facts'), { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, 'guides', `${deviceOf(index)}.yaml`), guide(index));
}

/** What people say about the first guides; the same however many there are. */
export function madeUpSymptoms(count: number): string[] {
  return Array.from({ length: count }, (_, index) => symptomsOf(index)).flat();
}

/**
 * A word of five syllables that no other guide has, for up to ten words of each. The last is made of the others, so that
 * two words differ in two syllables at least: nobody mistypes one into another.
 */
function wordOf(index: number, which: number): string {
  const count = syllables.length;
  const number = ((index * 10 + which) * 7_919) % count ** 4;
  const digits = [0, 1, 2, 3].map((place) => Math.floor(number / count ** place) % count);
  const [first = 0, second = 0, third = 0, fourth = 0] = digits;
  return [...digits, (first + 3 * second + 7 * third + 9 * fourth) % count].map((digit) => syllables[digit]).join('');
}

function deviceOf(index: number): string {
  return wordOf(index, 0);
}

function symptomsOf(index: number): string[] {
  const [device, ...words] = Array.from({ length: 7 }, (_, which) => wordOf(index, which));
  const [lamp, button, cable, noise, menu, code] = words;
  return [
    `my ${device} does not ${lamp} any more`,
    `the ${device} shows a red ${button}`,
    `the ${cable} of the ${device} is slow`,
    `I cannot connect the ${device} to the ${noise}`,
    `nothing happens when I press ${menu} on the ${device}`,
    `the ${device} says ${code}`,
  ];
}

function guide(index: number): string {
  const device = deviceOf(index);
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
${symptomsOf(index)
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
