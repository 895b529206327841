/** Which answer of the node on the screen somebody typed: its number, its label, or other words for it. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import { exitsOf, type Place } from '../knowledge/library.ts';
import { answerLabel } from './labels.ts';
import { plainWords } from './phrases.ts';

/** The answer's id, or `undefined` when the text fits none or several. */
export function matchAnswer(place: Place, text: string, phrase: PhraseKind | undefined): string | undefined {
  if (place.node.kind === 'check' || place.node.kind === 'outcome') return undefined;
  const ids = exitsOf(place.node).map((exit) => exit.id);
  return byNumber(ids, text) ?? byPhrase(ids, phrase) ?? byWords(place, ids, text);
}

function byNumber(ids: readonly string[], text: string): string | undefined {
  const number = /^\W{0,3}(?:(?:option|number|no|nr|answer)\W{0,3})?(\d{1,2})\W{0,3}$/i.exec(text.trim())?.[1];
  return number === undefined ? undefined : ids[Number(number) - 1];
}

const meanings: Readonly<Partial<Record<PhraseKind, readonly string[]>>> = {
  yes: ['yes', 'fixed', 'done'],
  fixed: ['fixed', 'done'],
  done: ['done'],
  no: ['no', 'not-fixed', 'stuck'],
  'not-fixed': ['not-fixed', 'stuck'],
  stuck: ['stuck'],
};

function byPhrase(ids: readonly string[], phrase: PhraseKind | undefined): string | undefined {
  return phrase === undefined ? undefined : meanings[phrase]?.find((id) => ids.includes(id));
}

/** The one answer whose words are the text, are all in it, or have all of it. */
function byWords(place: Place, ids: readonly string[], text: string): string | undefined {
  const said = plainWords(text);
  const words = new Set(said.split(' '));
  const forms = ids.map((id) => ({ id, words: answerWords(place, id) }));
  const exact = forms.filter((form) => form.words.includes(said));
  const found = exact.length > 0 ? exact : forms.filter((form) => words.size <= 12 && form.words.some((one) => isIn(one, words, said)));
  return found.length === 1 ? found[0]?.id : undefined;
}

function isIn(form: string, words: ReadonlySet<string>, said: string): boolean {
  const parts = form.split(' ');
  return form.length > 2 && (parts.every((word) => words.has(word)) || (said.length >= 4 && [...words].every((word) => parts.includes(word))));
}

function answerWords(place: Place, id: string): string[] {
  const answer = place.node.kind === 'question' ? place.node.answers.find((one) => one.id === id) : undefined;
  return [answerLabel(place.node, id), ...(answer?.also ?? [])].map(plainWords).filter((words) => words !== '');
}
