/** Which buttons an agent may tap in a case that is shared with them. */
import type { Action } from '../input.ts';

/** What goes on with the case. What is the person's own (their data, their opinion, whether they share) stays theirs. */
export function mayHelperTap(action: Action): boolean {
  switch (action.do) {
    case 'answer':
    case 'examine':
    case 'follow':
    case 'look':
    case 'go':
    case 'none-of-these':
    case 'return':
    case 'stay':
    case 'back':
    case 'person':
    case 'where':
    case 'topics':
    case 'fill':
      return true;
    case 'start-over':
    case 'forget':
    case 'forget-all':
    case 'help':
    case 'audience':
    case 'rate':
    case 'comment':
    case 'code':
    case 'stop-sharing':
    case 'agent':
    case 'switch':
    case 'note':
    case 'contact':
    case 'contact-here':
    case 'contact-again':
    case 'files':
    case 'send-case':
    case 'keep-case':
    case 'tell-helpdesk':
    case 'works':
      return false;
  }
}
