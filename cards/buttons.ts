/** Buttons: what a tap sends, and how many stand together. */
import type { Action, Stamp } from '../dialogs/input.ts';
import type { Button } from '../dialogs/reply.ts';
import type { ActionSet, Element, Fold, Submit } from './elements.ts';

/** Teams shows six actions of a set and hides the others. */
const perSet = 6;

/** What is done with the card's input fields; every other button must work whatever stands in them. */
const sendsInputs: ReadonlySet<Action['do']> = new Set<Action['do']>(['examine', 'fill', 'comment', 'note', 'contact', 'tell-helpdesk']);

/** A button that sends its stamp and action, and the inputs only where they are its purpose. */
export function submitButton(stamp: Stamp, { label, whole, action }: Button): Submit {
  const tooltip = whole === undefined ? {} : { tooltip: whole };
  const button: Submit = { type: 'Action.Submit', title: label, ...tooltip, data: { stepwise: 1, stamp, action } };
  return sendsInputs.has(action.do) ? button : { ...button, associatedInputs: 'none' };
}

/** Buttons in the body, in as many sets as they need. */
export function buttonSets(stamp: Stamp, buttons: readonly Button[]): ActionSet[] {
  const sets = Array.from({ length: Math.ceil(buttons.length / perSet) }, (_, index) => buttons.slice(index * perSet, (index + 1) * perSet));
  return sets.map((set, index) => ({
    type: 'ActionSet',
    actions: set.map((button) => submitButton(stamp, button)),
    spacing: index === 0 ? 'medium' : 'small',
  }));
}

/** A part that opens on a tap; none when there is nothing in it. */
export function fold(title: string, body: readonly Element[]): Fold[] {
  return body.length === 0 ? [] : [{ type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', body: [...body] } }];
}
