/** Refusals in Direct Line's own shape, `{error: {code, message}}`. */
import { TooManyWaiting } from '../in-order.ts';
import { Refusal } from '../refusal.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';

export class DirectLineError extends Refusal {
  readonly code: string;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(status, message, retryAfter === undefined ? {} : { retryAfter });
    this.name = 'DirectLineError';
    this.code = code;
  }
}

const codes: Readonly<Record<number, string>> = { 408: 'Timeout', 413: 'MessageSizeTooBig', 415: 'UnsupportedMediaType', 429: 'TooManyRequests' };

/** The refusal that an error means to the client, or `undefined` for a fault of ours. */
export function refusalOf(error: unknown): DirectLineError | undefined {
  if (error instanceof DirectLineError) return error;
  if (error instanceof Refusal) return new DirectLineError(error.status, codes[error.status] ?? 'BadArgument', error.message, error.retryAfter);
  if (error instanceof TooManyWaiting) return new DirectLineError(429, 'TooManyRequests', 'Wait until your last messages are answered.', 2000);
  if (error instanceof StoreUnavailable) {
    return new DirectLineError(
      503,
      'ServiceUnavailable',
      'Nothing can be kept at the moment, so your message was not taken. Please send it again in a minute.',
      5000,
    );
  }
  return undefined;
}
