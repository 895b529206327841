// @ts-check
/** Copy buttons for commands, summaries and notes. They act in the browser alone, so cards elsewhere have none. */

/** Whether anything can be copied: browsers offer the clipboard to secure pages only, and some have forgotten the older way. */
const canCopy = 'clipboard' in navigator || document.queryCommandSupported?.('copy') === true;

/** The card with a button beside each text that is made to be copied. */
export function withCopyButtons(/** @type {any} */ card) {
  if (!canCopy) return card;
  const isNode = (card.actions ?? []).some((/** @type {any} */ one) => one.data?.stepwise === 1);
  const body = (card.body ?? []).map((/** @type {any} */ one) => beside(one, isNode));
  return card.actions === undefined ? { ...card, body } : { ...card, body, actions: card.actions.map(inFold) };
}

/** Commands stand alone on their ground; on the card of a step, so does the summary for the ticket. */
function beside(/** @type {any} */ part, /** @type {boolean} */ isNode) {
  if (part.type !== 'Container' || part.style !== 'emphasis') return part;
  const own = part.items.every(isOwn) && (isNode || part.items.every(isCode));
  return own ? { ...part, items: [...part.items, copyButton(part.items)] } : part;
}

/** A fold holds commands, or nothing but one text. */
function inFold(/** @type {any} */ action) {
  if (action.type !== 'Action.ShowCard') return action;
  const { body } = action.card;
  const copied =
    body.length > 0 && body.every(isOwn)
      ? [copyButton(body), { ...body[0], spacing: 'default' }, ...body.slice(1)]
      : body.map((/** @type {any} */ one) => beside(one, true));
  return { ...action, card: { ...action.card, body: copied } };
}

function isOwn(/** @type {any} */ part) {
  return part.type === 'RichTextBlock';
}

function isCode(/** @type {any} */ part) {
  return isOwn(part) && part.inlines.every((/** @type {any} */ run) => run.fontType === 'monospace');
}

function copyButton(/** @type {any[]} */ blocks) {
  const lines = blocks.map((block, index) => {
    const gap = index > 0 && block.spacing === 'medium' ? '\n' : '';
    return gap + block.inlines.map((/** @type {any} */ run) => run.text).join('');
  });
  return {
    type: 'ActionSet',
    spacing: 'small',
    actions: [{ type: 'Action.Submit', title: 'Copy', data: { copy: lines.join('\n') }, associatedInputs: 'none' }],
  };
}

/** Takes taps on Copy; all others go on to the bot. `say` tells what became of it to those who do not see the button. */
export function copyTaps(/** @type {(text: string) => void} */ say) {
  return () => (/** @type {any} */ next) => (/** @type {any} */ tap) => {
    const text = tap.cardAction?.value?.copy;
    if (typeof text !== 'string') return next(tap);
    const button = document.activeElement;
    void copy(text).then((copied) => tell(button, copied ? 'Copied' : 'Select it and copy it by hand', say));
  };
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or a page without a secure address: the older way needs no permission.
    return copyByHand(text);
  }
}

/** @param {string} text @returns {boolean} */
function copyByHand(text) {
  const before = document.activeElement;
  const field = document.body.appendChild(document.createElement('textarea'));
  field.className = 'copied';
  field.value = text;
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}

/** @param {Element | null} button @param {string} words @param {(text: string) => void} say */
function tell(button, words, say) {
  say(words);
  const label = button?.querySelector('div') ?? button;
  if (!button?.matches('.ac-pushButton') || !label || label.dataset['before'] !== undefined) return;
  label.dataset['before'] = label.textContent;
  label.textContent = words;
  setTimeout(() => {
    label.textContent = label.dataset['before'] ?? '';
    delete label.dataset['before'];
    say('');
  }, 2_500);
}
