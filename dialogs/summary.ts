/** A case as plain text that can be pasted into a ticket. */
import { findPlace, type Library } from '../knowledge/library.ts';
import type { Choice, OwnCase } from './case.ts';
import { spelled } from './case-code.ts';
import { findingLines } from './findings.ts';
import { answerLabel, nodeTitle } from './labels.ts';
import { wording } from './wording.ts';

const who = { user: 'The person with the problem', agent: 'A helpdesk agent with a caller', admin: 'An administrator' } as const;

/** Symptom, each step with its answer, findings, files, guide versions; times in UTC. */
export function summarize(library: Library, one: OwnCase): string {
  const steps = triedLines(library, one);
  const findings = findingLines(one);
  const versions = guidesOf(library, one).map(({ id, version }) => `${id} (${version})`);
  return [
    `Case ${one.code === undefined ? one.id : spelled(one.code)}`,
    ...(one.caller === undefined ? [] : [`Caller: ${inset(one.caller)}`]),
    `Started: ${clock(one.startedAt)}`,
    `Last message: ${clock(one.touchedAt)}`,
    `Who: ${who[one.audience]}`,
    `Problem in their words: ${inset(one.symptom ?? 'not described')}`,
    ...Object.entries(one.values).map(([id, value]) => `${library.book.fields.get(id)?.label ?? id}: ${value}`),
    ...(one.files.length > 0 ? [`Files: ${inset(one.files.join(', '))}`] : []),
    '',
    'Tried so far:',
    ...(steps.length > 0 ? steps : ['Nothing yet.']),
    ...(findings.length > 0 ? ['', 'Found:', ...findings.map(inset)] : []),
    ...noteLines(one),
    ...(one.comment === undefined ? [] : ['', `Comment: ${inset(one.comment)}`]),
    '',
    `Guides: ${versions.length > 0 ? versions.join(', ') : 'none'}`,
  ].join('\n');
}

/** Each step with its answer, numbered. */
export function triedLines(library: Library, { choices }: Pick<OwnCase, 'choices'>): string[] {
  return choices.flatMap((choice) => stepLine(library, choice)).map((line, index) => `${index + 1}. ${line}`);
}

/** The guides that a case went through, by a start or along an arrow, each with the version that was walked. */
export function guidesOf(library: Library, { choices }: Pick<OwnCase, 'choices'>): { id: string; version: string }[] {
  const all = choices.flatMap((choice) => {
    if (choice.kind === 'close') return [];
    const [id = ''] = choice.node.split('/');
    const version = choice.kind === 'start' ? choice.version : findPlace(library, choice.node)?.guide.version;
    return version === undefined ? [] : [{ id, version, started: choice.kind === 'start' }];
  });
  const starts = new Set(all.filter(({ started }) => started).map(({ id }) => id));
  const walked = all.filter(({ id, started }) => started || !starts.has(id));
  return [...new Map(walked.map(({ id, version }) => [`${id} ${version}`, { id, version }])).values()];
}

function noteLines({ notes = [] }: OwnCase): string[] {
  return notes.length === 0 ? [] : ['', 'Notes:', ...notes.map(({ at, step, text }) => `- ${clock(at)}, at “${step}”: ${inset(text)}`)];
}

/** Somebody's own words: further lines are set in, so that none can pass for a line of the summary's own. */
function inset(words: string): string {
  return words.split(/\r\n|[\n\r\u0085\u2028\u2029]/).join('\n  | ');
}

/** A choice in words: what was asked and what was answered. */
export function describeChoice(library: Library, choice: Choice): { asked: string; answered: string } | undefined {
  switch (choice.kind) {
    case 'start': {
      const place = findPlace(library, choice.node);
      return {
        asked: place?.guide.title ?? choice.node,
        answered: choice.because.length > 0 ? `started because of: ${inset(choice.because.join(', '))}` : wording.jumped.toLowerCase(),
      };
    }
    case 'answer': {
      const place = findPlace(library, choice.node);
      if (place === undefined) return undefined;
      return { asked: nodeTitle(place.node), answered: inset(choice.finding?.says ?? answerLabel(place.node, choice.answer)) };
    }
    case 'close':
      return { asked: choice.result === 'solved' ? wording.closedSolved : wording.closedPerson, answered: '' };
  }
}

function stepLine(library: Library, choice: Choice): string[] {
  const described = describeChoice(library, choice);
  if (described === undefined) return [];
  const finding = choice.kind === 'answer' && choice.finding !== undefined ? ` [${inset(choice.finding.evidence)}]` : '';
  return [described.answered === '' ? described.asked : `${described.asked} -> ${described.answered}${finding}`];
}

/** A time as summaries give it. */
export function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
