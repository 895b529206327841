/** A tapped button: done once, and only when it belongs to what is on the screen. */
import { createHash } from 'node:crypto';
import { act } from './act.ts';
import { gone } from './found.ts';
import type { Action, Stamp, Tap } from './input.ts';
import { offerReturn, offerSwitch } from './offers.ts';
import { isOver } from './replay.ts';
import type { Button } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { findPlace } from '../knowledge/library.ts';
import { message } from './show.ts';
import { amend, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Taps of the same button within this many milliseconds count once. */
const doubleTap = 10_000;

/** Handles a tap. */
export function onTap(turn: Turn, tap: Tap): Result {
  const does = markOf(tap);
  const last = turn.case.lastTap;
  const same = last !== undefined && last.node === tap.stamp.node && last.visit === tap.stamp.visit && last.does === does;
  if (same && Math.abs(turn.moment.now - last.at) < doubleTap) return { turn, replies: [] };
  const marked = amend(turn, { lastTap: { node: tap.stamp.node, visit: tap.stamp.visit, does, at: turn.moment.now } });
  if (tap.stamp.owner !== undefined && tap.stamp.owner !== turn.case.owner) return notYours(marked);
  // Each case counts its findings anew, so a number of another case would mean another finding.
  if (tap.action.do === 'follow' && tap.stamp.case !== turn.case.id) return gone(marked);
  if (!isFresh(marked, tap.stamp) && !isSteering(tap.action)) return onOldTap(marked, tap);
  return keepMark(marked, act(marked, tap.action, tap.fields, findPlace(turn.desk.library, tap.stamp.node)));
}

/** What a tap does, in a few characters: what was typed into the card's fields is not kept for this. */
function markOf({ action, fields }: Tap): string {
  const does = JSON.stringify([action, fields]);
  return Object.keys(fields).length === 0 && does.length < 200 ? does : createHash('sha256').update(does).digest('base64');
}

/** A case that begins in this turn also remembers the tap that began it. */
function keepMark(marked: Turn, result: Result): Result {
  return { ...result, turn: amend(result.turn, { lastTap: marked.case.lastTap }) };
}

/** No move since the button was shown. Its node may differ from the position only when the guide was edited meanwhile. */
function isFresh(turn: Turn, stamp: Stamp): boolean {
  return stamp.case === turn.case.id && stamp.visit === turn.case.visit;
}

/** Actions that mean the same on every card, old or new. */
function isSteering(action: Action): boolean {
  switch (action.do) {
    case 'person':
    case 'where':
    case 'help':
    case 'topics':
    case 'audience':
    case 'start-over':
    case 'forget':
    case 'stay':
    // What goes to the helpdesk names its hand-over, and is right wherever the person went.
    case 'tell-helpdesk':
    case 'works':
    case 'keep-case':
    // What was found stays true wherever the person went meanwhile.
    case 'follow':
    case 'code':
    case 'stop-sharing':
    case 'agent':
    case 'switch':
    case 'note':
      return true;
    case 'contact':
    case 'contact-here':
    case 'contact-again':
    case 'files':
    case 'send-case':
    case 'look':
    case 'answer':
    case 'examine':
    case 'go':
    case 'none-of-these':
    case 'return':
    case 'back':
    case 'fill':
    case 'rate':
    case 'comment':
    case 'forget-all':
      return false;
  }
}

/** In a group a card is seen by all, and answered by one. */
function notYours(turn: Turn): Result {
  const onward: Button =
    turn.position.kind === 'nowhere' ? { label: wording.showTopics, action: { do: 'topics', from: 0 } } : { label: wording.continue, action: { do: 'stay' } };
  return saying(turn, message(turn, { title: wording.notYoursTitle, lines: [wording.notYoursLine], buttons: [onward] }));
}

function onOldTap(turn: Turn, tap: Tap): Result {
  if (tap.action.do === 'go') return onOldList(turn, tap.action.to);
  if (tap.stamp.node !== '-') return offerReturn(turn, tap.stamp);
  return saying(
    turn,
    message(turn, {
      title: wording.staleTitle,
      lines: [],
      buttons: [
        { label: wording.continue, action: { do: 'stay' } },
        { label: wording.startOver, action: { do: 'start-over' } },
      ],
    }),
  );
}

/** An old list still starts its guides: at once where nothing is open, else as an offer. */
function onOldList(turn: Turn, ref: string): Result {
  const place = findPlace(turn.desk.library, ref);
  if (place === undefined) return showing(turn, { news: [wording.staleGone] });
  return turn.position.kind === 'nowhere' || isOver(turn.position) ? act(turn, { do: 'go', to: ref }) : offerSwitch(turn, place.ref, []);
}
