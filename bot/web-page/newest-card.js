// @ts-check
/** Leads the eye, and the keyboard of whoever tapped, to the card that has just come. */

/** Milliseconds in which a card that came is drawn. */
const drawnWithin = 2_000;
/** Milliseconds after which Web Chat has scrolled. */
const scrolled = [0, 120, 350];
/** Pixels above the card that stay in sight. */
const above = 12;

/** Gives what to call when a card has come for that frame, before it is drawn. @param {HTMLElement} frame */
export function leadToNewest(frame) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    const before = newestIn(frame);
    // Who has scrolled up to read something stays there.
    const follows = before === undefined || isInSight(frame, before);
    const focused = document.activeElement;
    const wasOnCard = focused !== null && frame.contains(focused) && focused.closest('.ac-adaptiveCard') !== null;
    const until = performance.now() + drawnWithin;
    const look = () => {
      const newest = newestIn(frame);
      const isDrawn = newest !== undefined && newest !== before;
      if (!isDrawn && performance.now() < until) return void requestAnimationFrame(look);
      waiting = false;
      if (!isDrawn) return;
      if (follows) for (const wait of scrolled) setTimeout(() => showTop(frame, newest), wait);
      if (wasOnCard && !focused.isConnected) focus(newest);
    };
    requestAnimationFrame(look);
  };
}

/** Whoever tapped by keyboard stood on what is gone, and is taken on; those who type keep their place. @param {HTMLElement} card */
function focus(card) {
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
}

/** The end of a long card tells nobody what it is about. @param {HTMLElement} frame @param {HTMLElement} card */
function showTop(frame, card) {
  const list = listOf(frame);
  if (list === null) return;
  const top = card.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop - above;
  list.scrollTo(0, Math.min(top, list.scrollHeight - list.clientHeight));
}

/** @param {HTMLElement} frame @param {HTMLElement} card */
function isInSight(frame, card) {
  const list = listOf(frame)?.getBoundingClientRect();
  const { top, bottom } = card.getBoundingClientRect();
  return list === undefined || (top < list.bottom && bottom > list.top);
}

/** @param {HTMLElement} frame */
function listOf(frame) {
  return frame.querySelector('.webchat__basic-transcript__scrollable');
}

/** @param {HTMLElement} frame @returns {HTMLElement | undefined} */
function newestIn(frame) {
  const cards = /** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll('.ac-adaptiveCard'));
  return [...cards].findLast((card) => card.parentElement?.closest('.ac-adaptiveCard') === null);
}
