/** Whether causes are enough to say that something is wrong. */
import type { Cause, Outcome } from './finding.ts';

/** What would tell whether something is a cause that no document says is one, in words that complete "Get me ...". */
export const whatThePhoneShows = 'the error code that the phone shows when it syncs';

/** A fault, unless nobody documents of any of the causes that it is one. @param causes at least one. */
export function outcomeOf(causes: readonly Pick<Cause, 'certainty'>[]): Outcome {
  return causes.every((one) => one.certainty === 'unverified') ? 'unclear' : 'fault';
}
