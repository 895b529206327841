// @ts-check
/**
 * Keeps one living card on the page. When a card was answered or overtaken, the page shows its short form in its place: that
 * is worked out from the activities alone, so the server neither stores nor sends anything for it, and a reload gives the same.
 */

/** @typedef {{ case: string, node: string, visit: number }} Stamp */
/** @typedef {{ title: string, stamp: Stamp, action: { do: string } }} CardButton */
/** @typedef {{ activity: any, card: any, buttons: CardButton[], stamp: Stamp, walks: boolean, tapped?: CardButton }} Living */

const cardType = 'application/vnd.microsoft.card.adaptive';

/** Taps that use their card up although the person stays at the same step. Others only do when they lead on. */
const usesUp = new Set([
  'stay',
  'rate',
  'comment',
  'note',
  'contact',
  'contact-here',
  'contact-again',
  'files',
  'send-case',
  'keep-case',
  'tell-helpdesk',
  'works',
]);

/** Follows the activities of one conversation, in their order; `replace` shows an activity in the place of the one with its id. */
export function livingCards(/** @type {(activity: any) => void} */ replace) {
  /** @type {Map<string, Living>} */
  const living = new Map();
  /** @type {Map<string, any>} */
  const short = new Map();
  const take = (/** @type {Living} */ card) => {
    const old = [...living.values()].filter((one) => one.activity.id !== card.activity.id && isOver(one, card));
    for (const one of living.values()) if (!old.includes(one)) delete one.tapped;
    living.set(card.activity.id, card);
    for (const one of old) {
      const shown = withCard(one.activity, shortForm(one));
      living.delete(one.activity.id);
      short.set(one.activity.id, shown);
      replace(shown);
    }
  };
  return {
    /** Gives the activity as it is to be shown. */
    follow(/** @type {any} */ activity) {
      if (short.has(activity.id)) return short.get(activity.id);
      if (activity.from?.role === 'user') noteTap(activity.value, living);
      const card = livingOf(activity);
      if (card !== undefined) take(card);
      return activity;
    },
  };
}

/** Remembers what was tapped on the newest card that has that button. */
function noteTap(/** @type {any} */ value, /** @type {Map<string, Living>} */ living) {
  if (value?.stepwise !== 1) return;
  const tapped = (/** @type {CardButton} */ { stamp, action }) => sameStamp(stamp, value.stamp) && JSON.stringify(action) === JSON.stringify(value.action);
  const card = [...living.values()].findLast(({ buttons }) => buttons.some(tapped));
  const button = card?.buttons.find(tapped);
  if (card !== undefined && button !== undefined) card.tapped = button;
}

/** @returns {Living | undefined} */
function livingOf(/** @type {any} */ activity) {
  const card = activity.attachments?.find((/** @type {any} */ one) => one.contentType === cardType)?.content;
  if (activity.from?.role === 'user' || card === undefined || card === null) return undefined;
  const buttons = buttonsIn(card);
  const [first] = buttons;
  if (first === undefined) return undefined;
  const leads = first.stamp.node === '-' && buttons.some(({ action }) => action.do === 'go');
  const walks = leads || (card.actions ?? []).some((/** @type {any} */ action) => action.data?.stepwise === 1);
  return { activity, card, buttons, stamp: first.stamp, walks };
}

/** @returns {CardButton[]} */
function buttonsIn(/** @type {any} */ part) {
  if (Array.isArray(part)) return part.flatMap(buttonsIn);
  if (typeof part !== 'object' || part === null) return [];
  if (part.type === 'Action.Submit') return part.data?.stepwise === 1 ? [{ title: part.title, ...part.data }] : [];
  return [part.body, part.items, part.columns, part.rows, part.cells, part.actions, part.card].flatMap(buttonsIn);
}

/** Whether a card that came leaves nothing to do on an older one. A message beside another case leaves that case's card alone. */
function isOver(/** @type {Living} */ old, /** @type {Living} */ next) {
  if (old.tapped !== undefined && usesUp.has(old.tapped.action.do)) return true;
  if (old.stamp.case !== next.stamp.case) return next.walks;
  return old.stamp.visit < next.stamp.visit || (old.walks && next.walks && sameStamp(old.stamp, next.stamp));
}

function sameStamp(/** @type {Stamp} */ one, /** @type {Partial<Stamp> | undefined} */ other) {
  return one.case === other?.case && one.node === other.node && one.visit === other.visit;
}

/** A step and an answered question shrink to title and answer. What was said, found or sent stays to be read, without its buttons. */
function shortForm(/** @type {Living} */ { card, tapped, walks }) {
  const title = card.body.find((/** @type {any} */ one) => one.style === 'heading')?.text;
  const { actions, ...rest } = card;
  const isDone = walks || (tapped !== undefined && title !== undefined && !hasOwnWords(card.body));
  if (!isDone) {
    const folds = (actions ?? []).filter((/** @type {any} */ action) => action.type === 'Action.ShowCard');
    const body = [...withoutInputs(card.body), ...(tapped === undefined ? [] : [answerLine(tapped)])];
    return { ...rest, body, ...(folds.length === 0 ? {} : { actions: folds }) };
  }
  const line = answerLine(tapped);
  const name = title ?? '';
  return {
    ...rest,
    speak: `${name} ${line.text}`,
    fallbackText: name,
    body: [{ type: 'TextBlock', text: name, wrap: true, isSubtle: true, size: 'small' }, line],
  };
}

function answerLine(/** @type {CardButton | undefined} */ tapped) {
  const words = tapped === undefined ? 'It goes on below.' : `${tapped.action.do === 'answer' ? 'You answered' : 'You chose'}: ${tapped.title}`;
  return { type: 'TextBlock', text: literal(words), wrap: true, size: 'small', spacing: 'small' };
}

function hasOwnWords(/** @type {any[]} */ body) {
  return body.some((one) => one.type === 'RichTextBlock' || hasOwnWords(one.items ?? []));
}

/** @returns {any[]} */
function withoutInputs(/** @type {any[]} */ body) {
  return body
    .filter((one) => one.type !== 'ActionSet' && !one.type.startsWith('Input.'))
    .map((one) => (one.items === undefined ? one : { ...one, items: withoutInputs(one.items) }));
}

/** A title is no Markdown. */
function literal(/** @type {string} */ text) {
  return text.replaceAll(/[\\`*_[\]]/g, String.raw`\$&`);
}

function withCard(/** @type {any} */ activity, /** @type {any} */ content) {
  const attachments = activity.attachments.map((/** @type {any} */ one) => (one.contentType === cardType ? { ...one, content } : one));
  return { ...activity, attachments };
}
