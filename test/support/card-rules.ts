/** What a card must satisfy beyond its shape; the `adaptivecards` library misses most of it. */
import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { type AdaptiveCard, adaptiveCard, type Element, type Submit } from '../../cards/elements.ts';
import { helpdeskButton } from '../../dialogs/handover/helpdesk-tap.ts';
import { tapValue } from '../../dialogs/input.ts';

const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof AdaptiveCards;

const largest = 28 * 1024;
const longestTitle = 60;

/** Everything that is wrong with a card, in words; empty when it is good. Loads no DOM and asks no network. */
export function cardFaults(card: unknown): string[] {
  const parsed = adaptiveCard.safeParse(card);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const rules = [sizeFaults, idFaults, inputFaults, titleFaults, headingFaults, linkFaults, speechFaults, foldFaults, libraryFaults];
  return [...rules.flatMap((rule) => rule(parsed.data)), ...emptyTexts(card, '')];
}

function sizeFaults(card: AdaptiveCard): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(card));
  return bytes < largest ? [] : [`The card has ${bytes} bytes; it must stay under ${largest}.`];
}

function idFaults(card: AdaptiveCard): string[] {
  const ids = inputsOf(card).map((input) => input.id);
  return repeated(ids).map((id) => `Two inputs have the id "${id}".`);
}

/** What a button does: of a person's card, or of the helpdesk's. */
function doesOf({ data }: Submit): string {
  return 'action' in data ? data.action.do : data.helpdesk.do;
}

/** Each input has a button that sends it, and no other button is blocked by it. */
function inputFaults(card: AdaptiveCard): string[] {
  const scopes = [card.body, ...foldsOf(card).map((fold) => fold.card.body)];
  const unsent = scopes.flatMap((scope) => {
    const inputs = scope.filter((element) => element.type === 'Input.Text');
    const senders = buttonsIn(scope).filter((button) => button.associatedInputs === undefined);
    return inputs.length > 0 && senders.length === 0 ? inputs.map((input) => `No button beside the input "${input.id}" sends it.`) : [];
  });
  const reading = new Set(['examine', 'fill', 'comment', 'note', 'contact', 'tell-helpdesk', 'ask']);
  const blocked = buttonsOf(card).filter((button) => (button.associatedInputs === undefined) !== reading.has(doesOf(button)));
  const foreign = buttonsOf(card).filter((button) => !tapValue.safeParse(button.data).success && !helpdeskButton.safeParse(button.data).success);
  return [
    ...unsent,
    ...blocked.map((button) => `The button "${button.title}" must ${reading.has(doesOf(button)) ? 'send the inputs' : 'have associatedInputs "none"'}.`),
    ...foreign.map((button) => `Nobody understands what the button "${button.title}" sends.`),
  ];
}

function titleFaults(card: AdaptiveCard): string[] {
  const titles = [...buttonsOf(card).map((button) => button.title), ...foldsOf(card).map((fold) => fold.title)];
  const long = titles.filter((title) => title.length > longestTitle);
  return [
    ...repeated(titles).map((title) => `Two buttons are called "${title}".`),
    ...long.map((title) => `The button "${title}" is longer than ${longestTitle} characters.`),
  ];
}

function headingFaults(card: AdaptiveCard): string[] {
  const headings = card.body.filter((element) => element.type === 'TextBlock' && element.style === 'heading');
  const plainMessage = headings.length === 0 && buttonsOf(card).every((button) => doesOf(button) !== 'answer') && card.actions === undefined;
  return headings.length === 1 || plainMessage ? [] : [`The card has ${headings.length} headings; it needs one.`];
}

function linkFaults(card: AdaptiveCard): string[] {
  return textsOf(card).flatMap((text) => {
    const links = [...text.matchAll(/(?<!\\)\[([^\]]*)\]\(([^)]*)\)/g)];
    const bad = links.filter(([, title, url]) => title?.trim() === '' || !isWebAddress(url ?? ''));
    return bad.map(([link]) => `The link ${link} needs a title and an http or https address.`);
  });
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function speechFaults(card: AdaptiveCard): string[] {
  return /\*\*|\]\(/.test(card.speak) ? ['What is spoken contains Markdown.'] : [];
}

/** Steering first and folded parts after it, on every card. */
function foldFaults({ actions = [] }: AdaptiveCard): string[] {
  const kinds = actions.map((action) => action.type);
  const firstFold = kinds.indexOf('Action.ShowCard');
  return firstFold >= 0 && kinds.lastIndexOf('Action.Submit') > firstFold ? ['A button stands after a folded part.'] : [];
}

function libraryFaults(card: AdaptiveCard): string[] {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const read = new library.AdaptiveCard();
  read.hostConfig = new library.HostConfig({ actions: { maxActions: 6 } });
  read.parse(card, context);
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...parsing, ...read.validateProperties().validationEvents.map((event) => event.message)];
}

/** The library and the schema both accept texts of blanks and of marks alone. */
function emptyTexts(value: unknown, path: string): string[] {
  if (typeof value === 'string') return path.endsWith('.text') && /^[\s*_-]*$/.test(value) ? [`${path} says nothing.`] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => emptyTexts(inner, `${path}.${name}`));
}

/** Every TextBlock's text, also those in folded parts, containers and tables. */
export function textsOf(card: AdaptiveCard): string[] {
  return allElements(card).flatMap((element) => {
    if (element.type === 'TextBlock') return [element.text];
    if (element.type === 'Container') return element.items.flatMap((item) => (item.type === 'TextBlock' ? [item.text] : []));
    if (element.type === 'Table')
      return element.rows.flatMap((row) => row.cells).flatMap((cell) => cell.items.flatMap((item) => (item.type === 'TextBlock' ? [item.text] : [])));
    return [];
  });
}

/** The card's elements, and those of its folded parts. */
export function allElements(card: AdaptiveCard): Element[] {
  return [...card.body, ...foldsOf(card).flatMap((fold) => fold.card.body)];
}

/** The card's parts behind a button. */
export function foldsOf(card: AdaptiveCard) {
  return (card.actions ?? []).filter((action) => action.type === 'Action.ShowCard');
}

/** All buttons that send something, in the order of the screen. */
export function buttonsOf(card: AdaptiveCard) {
  return [
    ...buttonsIn(card.body),
    ...(card.actions ?? []).flatMap((action) =>
      action.type === 'Action.Submit' ? [action] : action.type === 'Action.ShowCard' ? buttonsIn(action.card.body) : [],
    ),
  ];
}

/** The card's inputs, also those in folded parts. */
export function inputsOf(card: AdaptiveCard) {
  return allElements(card).filter((element) => element.type === 'Input.Text');
}

function buttonsIn(elements: readonly Element[]) {
  return elements.flatMap((element) => (element.type === 'ActionSet' ? element.actions : []));
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
