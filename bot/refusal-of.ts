/** What an error means to a client. */
import { TooManyWaiting } from './in-order.ts';
import { Refusal } from './refusal.ts';
import { StoreUnavailable } from './store/store-unavailable.ts';

/** The refusal that an error means, or `undefined` for a fault of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof TooManyWaiting) return new Refusal(429, 'Wait until your last messages are answered.', { retryAfter: 2000 });
  if (error instanceof StoreUnavailable) {
    return new Refusal(503, 'Nothing can be kept at the moment, so your message was not taken. Please send it again in a minute.', { retryAfter: 5000 });
  }
  return undefined;
}
