import { median, percentile, ratios, spreadOf } from './figures.ts';

describe('Figures', () => {
  test('a percentile is a value that was measured, whatever the order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([3, 1, 2], 0)).toBe(1);
    expect(percentile([], 0.5)).toBeNaN();
  });

  test('a median is the middle, or between the two in the middle', () => {
    expect(median([10, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 10])).toBe(3.5);
    expect(median([])).toBeNaN();
  });

  test('ratios are taken round by round, so that a slow round changes none', () => {
    const quiet = ratios([1, 1, 1], [2, 2, 2]);
    const noisy = ratios([1, 5, 1], [2, 10, 2]);
    expect(noisy).toEqual(quiet);
    expect(ratios([1, 2], [4])).toEqual([0.25]);
  });

  test('a spread goes from the least to the most', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });
});
