/** A card that was answered: short, and without buttons, so that only one card of a conversation asks for something. */
import type { Done } from '../dialogs/done.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { cardWords } from './card-words.ts';
import type { AdaptiveCard } from './elements.ts';
import { plain } from './markdown.ts';
import { aside, named } from './text-blocks.ts';

/** The card. */
export function doneCard({ title, answered }: Done): AdaptiveCard {
  return adaptiveCard({ body: [aside(title), named(cardWords.chosen, answered)] }, doneText({ title, answered }));
}

/** The same in one line. */
export function doneText({ title, answered }: Done): string {
  return `${plain(title)} – ${plain(answered)}`;
}
