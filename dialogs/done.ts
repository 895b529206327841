/** What is left of a card once it was answered: what it was about, and the answer. */
import { findPlace, type Library } from '../knowledge/library.ts';
import type { Case } from './case.ts';
import type { Action, Input } from './input.ts';
import { answerLabel, nodeTitle } from './labels.ts';
import { ratings } from './show-node.ts';
import { wording } from './wording.ts';

export interface Done {
  readonly title: string;
  readonly answered: string;
}

type Tap = Extract<Input, { kind: 'tap' }>;

/** What is left of the card that was tapped; `undefined` while it can still be used, and for cards that were old already. */
export function doneOf(library: Library, before: Case | undefined, input: Input, after: Case): Done | undefined {
  if (input.kind !== 'tap' || before === undefined) return undefined;
  // An agent's tap may be on the card of a caller who was put aside.
  const was = [before, ...(before.agent?.parked ?? [])].find(({ id }) => id === input.stamp.case);
  if (was === undefined || input.stamp.visit !== was.visit) return undefined;
  const isUsed = after.id !== was.id || after.visit !== was.visit || after.rating !== was.rating || after.comment !== was.comment;
  return isUsed ? left(library, input, after) : undefined;
}

/** What does not use a card up. */
const leaveNothing = [
  'look',
  'none-of-these',
  'stay',
  'where',
  'help',
  'topics',
  'audience',
  'fill',
  'forget',
  'forget-all',
  'code',
  'stop-sharing',
  'agent',
  'switch',
  'note',
  'contact',
  'contact-here',
  'contact-again',
  'files',
  'send-case',
  'keep-case',
  'tell-helpdesk',
  'works',
] as const;

function leavesNothing(action: Action): action is Extract<Action, { do: (typeof leaveNothing)[number] }> {
  return leaveNothing.some((one) => one === action.do);
}

function left(library: Library, { stamp, action }: Tap, after: Case): Done | undefined {
  const place = findPlace(library, stamp.node);
  const title = place === undefined ? wording.welcomeTitle : nodeTitle(place.node);
  if (leavesNothing(action)) return undefined;
  switch (action.do) {
    case 'answer':
      return { title, answered: place === undefined ? action.answer : answerLabel(place.node, action.answer) };
    case 'examine':
      return { title, answered: wording.wasRead };
    case 'go':
      return { title: wording.welcomeTitle, answered: findPlace(library, action.to)?.guide.label ?? wording.switchGo };
    case 'follow':
      return { title: wording.found, answered: wording.goTo(titleNow(library, after)) };
    case 'return':
      return { title: wording.staleTitle, answered: wording.goBackThere };
    case 'back':
      return { title, answered: wording.back };
    case 'person':
      return { title, answered: wording.person };
    case 'start-over':
      return { title, answered: wording.startOver };
    case 'rate':
      return { title, answered: ratings.find((one) => one.action.do === 'rate' && one.action.rating === action.rating)?.label ?? action.rating };
    case 'comment':
      return { title: wording.rated, answered: wording.wasSent };
  }
}

/** What the newest choice was about, or is at. */
function titleNow(library: Library, { choices }: Case): string {
  const last = choices.at(-1);
  const place = last === undefined || last.kind === 'close' ? undefined : findPlace(library, last.node);
  return place === undefined ? wording.continue : nodeTitle(place.node);
}
