/** A delivery that did not succeed, in words for the operator: no addresses with secrets in them, nothing a person wrote. */
export class HandoverError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HandoverError';
  }
}
