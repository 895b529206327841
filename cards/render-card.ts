/** A reply as an Adaptive Card 1.5. */
import type { Reply } from '../dialogs/reply.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { checkCard } from './check-card.ts';
import { chooseCard } from './choose-card.ts';
import type { AdaptiveCard } from './elements.ts';
import { findingCard } from './finding-card.ts';
import { handedOverCard } from './handed-over-card.ts';
import { clip } from './markdown.ts';
import { messageCard, welcomeCard } from './message-card.ts';
import type { CardContent } from './node-card.ts';
import { pathCard } from './path-card.ts';
import { questionCard } from './question-card.ts';
import { briefText, spokenText } from './render-text.ts';
import { solvedCard } from './solved-card.ts';
import { stepCard } from './step-card.ts';
import { ticketCard } from './ticket-card.ts';

/** Characters of what is spoken and of the text for clients that cannot show the card. */
const longestSpoken = 1200;
const longestFallback = 2000;

/** The card that shows a reply; under 28 KB, with words to speak and a text to fall back to. */
export function renderCard(reply: Reply): AdaptiveCard {
  return adaptiveCard(contentOf(reply), clip(spokenText(reply), longestSpoken), clip(briefText(reply), longestFallback));
}

function contentOf(reply: Reply): CardContent {
  switch (reply.kind) {
    case 'question':
      return questionCard(reply);
    case 'step':
      return stepCard(reply);
    case 'check':
      return checkCard(reply);
    case 'solved':
      return solvedCard(reply);
    case 'handed-over':
      return handedOverCard(reply);
    case 'welcome':
      return welcomeCard(reply);
    case 'choose':
      return chooseCard(reply);
    case 'path':
      return pathCard(reply);
    case 'message':
      return messageCard(reply);
    case 'finding':
      return findingCard(reply);
    case 'ticket':
      return ticketCard(reply);
  }
}
