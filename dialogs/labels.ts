/** What nodes and answers are called on the screen and in summaries. */
import type { Node } from '../knowledge/schema.ts';
import { wording } from './wording.ts';

const stepLabels: ReadonlyMap<string, string> = new Map([
  ['fixed', wording.fixed],
  ['done', wording.done],
  ['not-fixed', wording.notFixed],
  ['stuck', wording.stuck],
  ['unknown', wording.nothingToExamine],
]);

/** The words on an answer's button; a finding's or a lost answer's id where it has none. */
export function answerLabel(node: Node, answer: string): string {
  if (node.kind === 'question') return node.answers.find((one) => one.id === answer)?.label ?? answer;
  return stepLabels.get(answer) ?? answer;
}

/** What a node is called in one line. */
export function nodeTitle(node: Node): string {
  return node.kind === 'question' ? node.ask.user : node.title;
}
