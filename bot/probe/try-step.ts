/** One step of a live check: measured, and ended when its time is up. */
import type { Tried, Trouble } from '../../diagnostics/probe/network.ts';
import { Stopped, troubleOf } from './trouble.ts';

export interface Clock {
  /** Milliseconds, of any beginning. */
  readonly monotonic: () => number;
  /** Ends when the check must end. */
  readonly signal: AbortSignal;
  /** Milliseconds for a step. */
  readonly step: number;
}

/** Does one step within its time. Never rejects. @param fallback the trouble when the reason is not a known one. */
export async function tryStep<Value>(clock: Clock, fallback: Trouble, work: (signal: AbortSignal) => Promise<Value>): Promise<Tried<Value>> {
  const began = clock.monotonic();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Stopped('no-answer')), clock.step);
  const end = () => limit.abort(new Stopped('out-of-time'));
  clock.signal.addEventListener('abort', end, { once: true });
  try {
    if (clock.signal.aborted) throw new Stopped('out-of-time');
    const value = await Promise.race([work(limit.signal), aborted(limit.signal)]);
    return { ok: true, value, milliseconds: Math.round(clock.monotonic() - began) };
  } catch (error) {
    const trouble = limit.signal.aborted ? troubleOf(limit.signal.reason, 'no-answer') : troubleOf(error, fallback);
    return { ok: false, trouble, milliseconds: Math.round(clock.monotonic() - began) };
  } finally {
    clearTimeout(timer);
    clock.signal.removeEventListener('abort', end);
  }
}

/** Rejects a moment after the time is up: what came until then may still be given. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => setImmediate(() => reject(signal.reason)), { once: true }));
}
