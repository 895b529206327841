/** A request that is not accepted. */
export class Refusal extends Error {
  /** The HTTP status to answer with. */
  readonly status: number;
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  /** @param message Meant for the client: it says what to do, and carries nothing of ours. `cause` is for the log only. */
  constructor(status: number, message: string, { cause, retryAfter }: { readonly cause?: unknown; readonly retryAfter?: number } = {}) {
    super(message, { cause });
    this.name = 'Refusal';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
