/** A case as notes for a ticket: plain text, Markdown and JSON. */
import type { Library } from '../../knowledge/library.ts';
import type { OwnCase } from '../case.ts';
import { spelled } from '../case-code.ts';
import { findingLines } from '../findings.ts';
import type { Button, TicketReply } from '../reply.ts';
import { stampOf } from '../show-node.ts';
import { clock, describeChoice, summarize } from '../summary.ts';
import { placeOf, type Turn } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { nameOf } from './work.ts';

/** Characters of one text in JSON, and of all of it: what is longer loses its oldest entries, and says so. */
const longestText = 300;
const longestJson = 5000;

/** The three forms, with one way on. */
export function ticketReply(turn: Turn, one: OwnCase, way: Button): TicketReply {
  const { library } = turn.desk;
  return {
    kind: 'ticket',
    stamp: { ...stampOf(turn.case, placeOf(turn)), case: one.id },
    title: agentWording.ticketTitle(nameOf(one)),
    plain: summarize(library, one),
    markdown: markdownOf(library, one),
    json: jsonOf(library, one),
    buttons: [way],
  };
}

function stepsOf(library: Library, one: OwnCase): { asked: string; answered: string }[] {
  return one.choices.flatMap((choice) => describeChoice(library, choice) ?? []);
}

function markdownOf(library: Library, one: OwnCase): string {
  const steps = stepsOf(library, one).map(({ asked, answered }, index) => `${index + 1}. ${safe(asked)}${answered === '' ? '' : ` — **${safe(answered)}**`}`);
  const values = Object.entries(one.values).map(([id, value]) => `- ${safe(library.book.fields.get(id)?.label ?? id)}: \`${value.replace(/[`\s]+/g, ' ')}\``);
  return [
    `## Case ${titleOf(one)}`,
    '',
    `- Started: ${clock(one.startedAt)}`,
    `- Last message: ${clock(one.touchedAt)}`,
    `- Problem: ${safe(one.symptom ?? 'not described')}`,
    ...(one.files.length === 0 ? [] : [`- Files: ${one.files.map(safe).join(', ')}`]),
    ...values,
    ...part('### Tried', steps),
    ...part(
      '### Found',
      findingLines(one).map((line) => `- ${safe(line.replace(/^- /, ''))}`),
    ),
    ...part(
      '### Notes',
      (one.notes ?? []).map(({ at, step, text }) => `- ${clock(at)}, ${safe(step)}: ${safe(text)}`),
    ),
  ].join('\n');
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, '', ...lines];
}

function titleOf({ code, id, caller }: OwnCase): string {
  return [code === undefined ? id : spelled(code), ...(caller === undefined ? [] : [safe(caller)])].join(', ');
}

/** Words of other people's, so that nothing in them is read as Markdown or HTML. */
function safe(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~#]/g, '\\$&');
}

function jsonOf(library: Library, one: OwnCase): string {
  const lists = {
    steps: stepsOf(library, one),
    found: findingLines(one),
    notes: (one.notes ?? []).map(({ at, step, text }) => ({ at: clock(at), step, text })),
  };
  const whole = {
    case: one.code === undefined ? one.id : spelled(one.code),
    caller: one.caller,
    started: clock(one.startedAt),
    lastMessage: clock(one.touchedAt),
    problem: one.symptom,
    values: one.values,
    files: one.files,
  };
  let left = 0;
  for (;;) {
    const text = JSON.stringify({ ...whole, ...lists, leftOut: left === 0 ? undefined : left }, shortened);
    const longest = [lists.steps, lists.found, lists.notes].reduce((one, other) => (other.length > one.length ? other : one), []);
    if (text.length <= longestJson || longest.length === 0) return text;
    longest.shift();
    left += 1;
  }
}

function shortened(_: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
}
