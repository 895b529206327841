/** What nodes and answers are called on the screen and in summaries. */
import { limits } from '../knowledge/limits.ts';
import { type Node, type Probe, probes } from '../knowledge/schema.ts';
import type { Button } from './reply.ts';
import { wording } from './wording.ts';

type CheckNode = Extract<Node, { kind: 'check' }>;

const stepLabels: ReadonlyMap<string, string> = new Map([
  ['fixed', wording.fixed],
  ['done', wording.done],
  ['not-fixed', wording.notFixed],
  ['stuck', wording.stuck],
]);

/** The words on an answer's button; a finding's or a lost answer's id where it has none. */
export function answerLabel(node: Node, answer: string): string {
  if (node.kind === 'question') return node.answers.find((one) => one.id === answer)?.label ?? answer;
  if (node.kind === 'check' && answer === 'unknown') return unknownLabels[takesOf(node)];
  return stepLabels.get(answer) ?? answer;
}

const unknownLabels = { code: wording.nothingToExamine, paste: wording.nothingToPaste, name: wording.nothingToLook } as const;

/** What a check's field is for: a code, something pasted, or a name to look at. */
export function takesOf({ examine }: CheckNode): 'code' | 'paste' | 'name' {
  if (examine.some((one) => one === 'error-code')) return 'code';
  return probeOf(examine) === undefined ? 'paste' : 'name';
}

/** What a check looks at by itself; `undefined` when it reads what it is given. */
export function probeOf(examine: CheckNode['examine']): Probe | undefined {
  return probes.find((probe) => examine.some((one) => one === probe));
}

/** A button's words: as many whole ones as it holds, and all of them beside it where some are left out. */
export function fitted(words: string): Pick<Button, 'label' | 'whole'> {
  if (words.length <= limits.label) return { label: words };
  const cut = words.slice(0, limits.label - 1).replace(/\s+\S*$/, '');
  return { label: `${cut.replace(/[\s.,:;]+$/, '')}…`, whole: words };
}

/** What a node is called in one line, without marks: it stands on buttons, in tickets and in messages. */
export function nodeTitle(node: Node): string {
  return (node.kind === 'question' ? node.ask.user : node.title).replace(/\*\*|`/g, '');
}
