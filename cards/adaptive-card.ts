/** What stands around every card. */
import type { AdaptiveCard } from './elements.ts';

/** A card of the version that all our clients show. @param fallback for a client that cannot show it; as spoken when absent. */
export function adaptiveCard(content: Pick<AdaptiveCard, 'body' | 'actions'>, speak: string, fallback = speak): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    speak,
    fallbackText: fallback,
    ...content,
  };
}
