/** The store cannot be read or written at the moment; nothing was half written, and trying again later is safe. */
export class StoreUnavailable extends Error {
  /** @param remedy What the operator can do, as a sentence. It is logged, and never shown to users. */
  constructor(remedy: string, cause: unknown) {
    super(`The store cannot be used at the moment: ${reasonOf(cause)}. ${remedy}`, { cause });
    this.name = 'StoreUnavailable';
  }
}

/** What the operator should know of; each is called once when it begins. */
export interface StoreReports {
  failed(error: StoreUnavailable): void;
  works(): void;
  /** A database file that was deleted or overwritten underneath was written anew. */
  restored(file: string): void;
}

/** What an error says; the system's errors about several addresses at once have a code and no message. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message !== '') return cause.message;
  return 'code' in cause ? String(cause.code) : cause.name;
}
