/** The store's troubles in the log. */
import type { Logger } from 'pino';
import type { StoreReports } from './store-unavailable.ts';

/** What the operator is told of the store's troubles, once each time it begins and ends. */
export function reportsTo(log: Logger): StoreReports {
  return {
    failed: (error: Error) => log.error({ err: error }, 'The store cannot be used. People are told to try again later.'),
    works: () => log.info('The store works again.'),
    restored: (file: string) => log.warn({ file }, 'The database file was deleted or overwritten while in use. It was written anew, with everything in it.'),
  };
}
