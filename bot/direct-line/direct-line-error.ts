/** Refusals in Direct Line's own shape, `{error: {code, message}}`. */
import { BodyError } from '../read-body.ts';

export class DirectLineError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'DirectLineError';
    this.status = status;
    this.code = code;
  }
}

const bodyCodes: Readonly<Record<number, string>> = { 408: 'Timeout', 413: 'MessageSizeTooBig', 415: 'UnsupportedMediaType' };

/** The refusal that an error means to the client, or `undefined` for a fault of ours. */
export function refusalOf(error: unknown): DirectLineError | undefined {
  if (error instanceof DirectLineError) return error;
  if (error instanceof BodyError) return new DirectLineError(error.status, bodyCodes[error.status] ?? 'BadArgument', error.message);
  return undefined;
}
