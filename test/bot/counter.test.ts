/** What may come within a time, and when it may come again. */
import { Counter } from '../../bot/counter.ts';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

describe('A counter', () => {
  it('allows so many in a time, then says how long to wait, and counts each key alone', () => {
    const counter = new Counter(2, 60_000);
    expect([counter.count('anna'), counter.count('anna')]).toEqual([undefined, undefined]);
    jest.advanceTimersByTime(20_000);
    expect(counter.count('anna')).toBe(40_000);
    expect(counter.count('ben')).toBeUndefined();
    jest.advanceTimersByTime(40_000);
    expect(counter.count('anna')).toBeUndefined();
  });

  it('counts amounts, and looks without counting', () => {
    const counter = new Counter(10, 1_000);
    expect(counter.look('anna')).toBeUndefined();
    expect(counter.count('anna', 9)).toBeUndefined();
    expect(counter.look('anna')).toBeUndefined();
    expect(counter.count('anna', 1)).toBeUndefined();
    expect(counter.look('anna')).toBe(1_000);
    expect(counter.count('anna', 11)).toBe(1_000);
  });

  it('keeps nobody waiting when the clock was set back', () => {
    const counter = new Counter(1, 60_000);
    counter.count('anna');
    jest.setSystemTime(500_000);
    expect(counter.count('anna') ?? 0).toBeLessThanOrEqual(60_000);
  });

  it('allows everything with 0', () => {
    expect(new Counter(0, 1_000).count('anna', 1_000_000)).toBeUndefined();
  });
});
