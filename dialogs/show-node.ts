/** A place in a guide as a reply, in the words of its audience. */
import { findPlace, type Library, type Place } from '../knowledge/library.ts';
import type { Node } from '../knowledge/schema.ts';
import type { Audience } from './audience.ts';
import type { Case } from './case.ts';
import type { Desk } from './desk.ts';
import { handoverWords } from './handover/words.ts';
import type { Stamp } from './input.ts';
import { answerLabel, takesOf } from './labels.ts';
import { openExits } from './open-exits.ts';
import type { Button, NodeReply } from './reply.ts';
import { summarize } from './summary.ts';
import { viewCommand, viewFields, viewSources, viewTable } from './views.ts';
import { wording } from './wording.ts';

/** What a reply may say beside the node itself. */
export interface Aside {
  readonly news?: readonly string[];
  readonly because?: readonly string[];
  readonly again?: boolean;
  /** own: the names of files that just came. */
  readonly files?: readonly string[];
}

export const navigation: readonly Button[] = [
  { label: wording.back, action: { do: 'back' } },
  { label: wording.person, action: { do: 'person' } },
];

/** How it was, with one tap. */
export const ratings: readonly Button[] = [
  { label: wording.rateGood, action: { do: 'rate', rating: 'good' } },
  { label: wording.rateFair, action: { do: 'rate', rating: 'fair' } },
  { label: wording.ratePoor, action: { do: 'rate', rating: 'poor' } },
];

/** Where there is a helpdesk to send to, a case that ends with a person is one tap away from it. */
export function sendButtons({ helpdesk }: Desk, one: Case): readonly Button[] {
  if (helpdesk === undefined) return [];
  const isSent = one.handovers?.some(({ of }) => of === one.id) === true;
  return [{ label: isSent ? handoverWords.showStatus : handoverWords.send, action: { do: 'person' } }];
}

/** The stamp that all buttons of a reply carry. */
export function stampOf(one: Case, place: Place | undefined): Stamp {
  return { case: one.id, node: place?.ref ?? '-', visit: one.visit };
}

/** The reply that shows a place. */
export function showNode(desk: Desk, one: Case, place: Place, aside: Aside = {}): NodeReply {
  const { contact, library } = desk;
  const { node } = place;
  const shared = {
    ...sharedParts(desk, one, place),
    news: aside.news ?? [],
    because: aside.because ?? [],
    again: aside.again ?? false,
    files: aside.files ?? [],
  };
  switch (node.kind) {
    case 'question':
      return { ...shared, kind: 'question', ask: said(node.ask, one.audience) };
    case 'step':
      return {
        ...shared,
        kind: 'step',
        title: node.title,
        instructions: instructionsFor(node.instructions, one.audience),
        admin: node.instructions.admin ?? [],
      };
    case 'check':
      return { ...shared, ...checkParts(node, one.audience) };
    case 'outcome': {
      const say = node.say === undefined ? undefined : said(node.say, one.audience);
      if (node.result === 'solved') return { ...shared, kind: 'solved', title: node.title, say, answers: ratings };
      return { ...shared, kind: 'handed-over', title: node.title, say, contact, summary: summarize(library, one), answers: sendButtons(desk, one) };
    }
  }
}

function checkParts(node: Extract<Node, { kind: 'check' }>, audience: Audience) {
  const takes = takesOf(node);
  const submit: Button = { label: takes === 'name' ? wording.look : wording.examine, action: { do: 'examine' } };
  return { kind: 'check' as const, title: node.title, ask: said(node.ask, audience), takes, submit };
}

function sharedParts(desk: Desk, one: Case, place: Place) {
  const { library } = desk;
  const { node, guide } = place;
  const { book } = library;
  return {
    stamp: stampOf(one, place),
    audience: one.audience,
    guide: guide.title,
    step: one.choices.length,
    answered: lastAnswer(library, one),
    hint: node.hint,
    note: node.note,
    sure: node.certainty === 'documented',
    tables: node.show.flatMap((id) => viewTable(id, book)),
    commands: node.commands.flatMap((use) => viewCommand(use, book, one.values)),
    fields: viewFields(node.commands, book, one.values),
    sources: viewSources(node.source, book),
    answers: openExits(desk, place).map(({ id }): Button => ({ label: answerLabel(node, id), action: { do: 'answer', answer: id } })),
    navigation: node.kind === 'outcome' ? navigation.slice(0, node.result === 'solved' ? 2 : 1) : navigation,
  };
}

/** The label of the choice that led here; nothing after going back or to a finding, which is said in full. */
function lastAnswer(library: Library, one: Case): string | undefined {
  const last = one.choices.at(-1);
  if (last?.kind !== 'answer' || last.finding !== undefined || last.visit !== one.visit - 1) return undefined;
  const place = findPlace(library, last.node);
  return place === undefined ? undefined : answerLabel(place.node, last.answer);
}

function said(words: { readonly user: string; readonly agent?: string | undefined }, audience: Audience): string {
  return audience === 'agent' ? (words.agent ?? words.user) : words.user;
}

function instructionsFor(
  words: { readonly user: readonly string[]; readonly agent: readonly string[]; readonly admin?: readonly string[] | undefined },
  audience: Audience,
): readonly string[] {
  if (audience === 'admin') return words.admin ?? words.user;
  return words[audience];
}
