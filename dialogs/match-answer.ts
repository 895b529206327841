/** Which answer of the node on the screen somebody typed: its number, its label, or other words for it. */
import type { PhraseKind } from '../knowledge/talk-schema.ts';
import type { Library, Place } from '../knowledge/library.ts';
import type { Node } from '../knowledge/schema.ts';
import type { Desk } from './desk.ts';
import { answerLabel } from './labels.ts';
import { openExits } from './open-exits.ts';
import { negates, plainWords } from './phrases.ts';

/** The answer's id, or `undefined` when the text fits none or several. */
export function matchAnswer(desk: Desk, place: Place, text: string, phrase: PhraseKind | undefined): string | undefined {
  if (place.node.kind === 'check' || place.node.kind === 'outcome') return undefined;
  const ids = openExits(desk, place).map((exit) => exit.id);
  return byNumber(ids, text) ?? byPhrase(ids, phrase) ?? byWords(desk.library, place, ids, text);
}

function byNumber(ids: readonly string[], text: string): string | undefined {
  const number = /^\W{0,3}(?:(?:option|number|no|nr|answer)\W{0,3})?(\d{1,2})\W{0,3}$/i.exec(text.trim())?.[1];
  return number === undefined ? undefined : ids[Number(number) - 1];
}

const meanings: Readonly<Partial<Record<PhraseKind, readonly string[]>>> = {
  yes: ['yes', 'fixed', 'done'],
  fixed: ['fixed', 'done'],
  done: ['done'],
  no: ['no', 'not-fixed'],
  'not-fixed': ['not-fixed', 'stuck'],
  stuck: ['stuck'],
};

function byPhrase(ids: readonly string[], phrase: PhraseKind | undefined): string | undefined {
  return phrase === undefined ? undefined : meanings[phrase]?.find((id) => ids.includes(id));
}

/**
 * The one answer whose words are the text, are all in it, or have all of it. A step's answers count only
 * word for word, and a "not" that the answer has not never counts: "that has not fixed it" fixed nothing.
 */
function byWords(library: Library, place: Place, ids: readonly string[], text: string): string | undefined {
  const said = plainWords(text);
  const words = new Set(said.split(' '));
  const forms = ids.map((id) => ({ id, words: answerWords(place, id) }));
  const exact = forms.filter((form) => form.words.includes(said));
  if (exact.length > 0 || place.node.kind !== 'question' || words.size > 12) return onlyOne(exact);
  const negated = negates(library, text);
  return onlyOne(forms.filter((form) => form.words.some((one) => isIn(one, words, said) && negated === negates(library, one))));
}

function onlyOne(forms: readonly { readonly id: string }[]): string | undefined {
  return forms.length === 1 ? forms[0]?.id : undefined;
}

function isIn(form: string, words: ReadonlySet<string>, said: string): boolean {
  const parts = form.split(' ');
  return form.length > 2 && (parts.every((word) => words.has(word)) || (said.length >= 4 && [...words].every((word) => parts.includes(word))));
}

const wordsKnown = new WeakMap<Node, Map<string, readonly string[]>>();

function answerWords({ node }: Place, id: string): readonly string[] {
  const known = wordsKnown.get(node) ?? new Map<string, readonly string[]>();
  const words = known.get(id) ?? plainAnswer(node, id);
  wordsKnown.set(node, known.set(id, words));
  return words;
}

function plainAnswer(node: Node, id: string): string[] {
  const answer = node.kind === 'question' ? node.answers.find((one) => one.id === id) : undefined;
  return [answerLabel(node, id), ...(answer?.also ?? [])].map(plainWords).filter((words) => words !== '');
}
