/** Refusals in Direct Line's own shape, `{error: {code, message}}`. */
import { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal-of.ts';

export class DirectLineError extends Refusal {
  readonly code: string;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(status, message, retryAfter === undefined ? {} : { retryAfter });
    this.name = 'DirectLineError';
    this.code = code;
  }
}

const codes: Readonly<Record<number, string>> = {
  408: 'Timeout',
  413: 'MessageSizeTooBig',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

/** The refusal that an error means to the client, or `undefined` for a fault of ours. */
export function directLineErrorOf(error: unknown): DirectLineError | undefined {
  const refusal = refusalOf(error);
  if (refusal === undefined || refusal instanceof DirectLineError) return refusal;
  return new DirectLineError(refusal.status, codes[refusal.status] ?? 'BadArgument', refusal.message, refusal.retryAfter);
}
