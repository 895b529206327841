/** Deletes what nobody has touched for longer than the operator keeps things. */
import type { Logger } from 'pino';
import type { Store } from './store/store.ts';

const day = 24 * 3_600_000;
/** Milliseconds between two looks; the first comes soon after the start. */
const lookEvery = 3_600_000;
const firstLook = 60_000;

/** Looks every hour until the result is called. */
export function watchRetention(store: Store, days: number, now: () => number, log: Logger): () => void {
  const look = async (): Promise<void> => {
    let deleted = 0;
    for (let some = await store.sweep(now() - days * day); some > 0; some = await store.sweep(now() - days * day)) deleted += some;
    if (deleted > 0) log.info({ conversations: deleted, days }, 'Conversations older than RETENTION_DAYS were deleted.');
  };
  const lookSafely = (): void =>
    void look().catch((error: unknown) => log.warn({ err: error }, 'Old conversations could not be deleted; it is tried again in an hour.'));
  const first = setTimeout(lookSafely, firstLook).unref();
  const timer = setInterval(lookSafely, lookEvery).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
