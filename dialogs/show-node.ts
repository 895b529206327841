/** A place in a guide as a reply, in the words of its audience. */
import { type FactBook, findPlace, type Library, type Place } from '../knowledge/library.ts';
import type { Node } from '../knowledge/schema.ts';
import { agentWording } from './agent/agent-wording.ts';
import type { Audience } from './audience.ts';
import { spelled } from './case-code.ts';
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

const navigation: readonly Button[] = [
  { label: wording.back, action: { do: 'back' } },
  { label: wording.person, action: { do: 'person' } },
];

export const stopSharingButton: Button = { label: agentWording.stopSharing, action: { do: 'stop-sharing' } };
export const casesButton: Button = { label: agentWording.myCases, action: { do: 'agent', what: 'cases' } };

/** The ways on that every step has, and those of somebody who is helped, and of an agent. */
export function navigationOf({ helper, agent }: Case): readonly Button[] {
  return [...navigation, ...(helper === undefined ? [] : [stopSharingButton]), ...(agent === undefined ? [] : [casesButton])];
}

/** The code to tell; an agent has nobody to tell it to. */
export function codeOf({ code, audience }: Case): string | undefined {
  return code === undefined || audience === 'agent' ? undefined : spelled(code);
}

/** How it was, with one tap. */
export const ratings: readonly Button[] = [
  { label: wording.rateGood, action: { do: 'rate', rating: 'good' } },
  { label: wording.rateFair, action: { do: 'rate', rating: 'fair' } },
  { label: wording.ratePoor, action: { do: 'rate', rating: 'poor' } },
];

/** Where there is a helpdesk to send to, a case that ends with a person is one tap away from it. */
export function sendButtons({ helpdesk }: Pick<Desk, 'helpdesk'>, one: Case): readonly Button[] {
  if (helpdesk === undefined) return [];
  const isSent = one.handovers?.some(({ of }) => of === one.id) === true;
  return [{ label: isSent ? handoverWords.showStatus : handoverWords.send, action: { do: 'person' } }];
}

/** The stamp that all buttons of a reply carry. */
export function stampOf(one: Case, place: Place | undefined): Stamp {
  const { id, visit, owner } = one;
  return { case: id, node: place?.ref ?? '-', visit, ...(owner === undefined ? {} : { owner }) };
}

/** What showing a place needs of a desk. */
type KnownDesk = Pick<Desk, 'library' | 'contact' | 'mayLook' | 'helpdesk'>;

/** The reply that shows a place. */
export function showNode(desk: KnownDesk, one: Case, place: Place, aside: Aside = {}): NodeReply {
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
      return {
        ...shared,
        kind: 'handed-over',
        title: node.title,
        say,
        contact,
        code: codeOf(one),
        summary: summarize(library, one),
        answers: sendButtons(desk, one),
      };
    }
  }
}

function checkParts(node: Extract<Node, { kind: 'check' }>, audience: Audience) {
  const takes = takesOf(node);
  const submit: Button = { label: takes === 'name' ? wording.look : wording.examine, action: { do: 'examine' } };
  return { kind: 'check' as const, title: node.title, ask: said(node.ask, audience), takes, submit };
}

function sharedParts(desk: KnownDesk, one: Case, place: Place) {
  const { library } = desk;
  const { node, guide } = place;
  const { book } = library;
  const ways = navigationOf(one);
  return {
    stamp: stampOf(one, place),
    audience: one.audience,
    caller: one.caller,
    guide: guide.title,
    step: one.choices.length,
    answered: lastAnswer(library, one),
    hint: node.hint,
    note: node.note,
    sure: node.certainty === 'documented',
    ...(Object.keys(one.values).length === 0 ? factsOf(node, book) : viewFacts(node, book, one.values)),
    answers: answersOf(desk, place),
    navigation: node.kind === 'outcome' && node.result === 'hand-over' ? ways.filter(({ action }) => action.do !== 'person') : ways,
  };
}

const answersBefore = new WeakMap<KnownDesk, Map<string, readonly Button[]>>();

/** The answers as buttons, which are the same for everybody at one desk. */
function answersOf(desk: KnownDesk, place: Place): readonly Button[] {
  const ofDesk = answersBefore.get(desk) ?? new Map<string, readonly Button[]>();
  const known = ofDesk.get(place.ref);
  if (known !== undefined) return known;
  const answers = openExits(desk, place).map(({ id }): Button => ({ label: answerLabel(place.node, id), action: { do: 'answer', answer: id } }));
  answersBefore.set(desk, ofDesk.set(place.ref, answers));
  return answers;
}

type Facts = Pick<NodeReply, 'tables' | 'commands' | 'fields' | 'sources'>;

/** What a node shows while no value is known, which is the same for everybody. */
const shownBefore = new WeakMap<FactBook, WeakMap<Node, Facts>>();

function factsOf(node: Node, book: FactBook): Facts {
  const ofBook = shownBefore.get(book) ?? new WeakMap<Node, Facts>();
  const facts = ofBook.get(node) ?? viewFacts(node, book, {});
  shownBefore.set(book, ofBook.set(node, facts));
  return facts;
}

function viewFacts(node: Node, book: FactBook, values: Case['values']): Facts {
  return {
    tables: node.show.flatMap((id) => viewTable(id, book)),
    commands: node.commands.flatMap((use) => viewCommand(use, book, values)),
    fields: viewFields(node.commands, book, values),
    sources: viewSources(node.source, book),
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
