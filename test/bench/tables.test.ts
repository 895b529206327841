import type { Figures } from './load/plan.ts';
import { targetTable, variantTable } from './tables.ts';
import { isMet, outcomesOf, type Results } from './targets.ts';

function figures(cpu: number, more: Partial<Figures> = {}): Figures {
  return { turns: 100, perSecond: 1_000, user: cpu * 0.75, system: cpu * 0.25, database: 0, p50: 2, p99: 9, resident: 100 * 2 ** 20, failures: [], ...more };
}

const nothing: Results = { rounds: new Map(), startedIn: new Map(), skipped: new Map(), halfLoad: [], memory: undefined, starts: [] };

describe('The tables of a run', () => {
  test('a target is met by the median of the rounds\u2019 ratios, not by the best round', () => {
    const rounds = new Map([
      ['stepwise-connector', [figures(0.4), figures(0.9), figures(0.9)]],
      ['sdk-echo', [figures(1), figures(1), figures(1)]],
    ]);
    const [echo] = outcomesOf({ ...nothing, rounds });
    expect(echo && isMet(echo)).toBe(false);
    expect(targetTable(echo ? [echo] : [])).toContain('| \u2264 0.5 | 0.90 (0.40 to 0.90) | FAIL |');
  });

  test('what was not run says why, and is neither met nor missed', () => {
    const rounds = new Map([['stepwise-connector', [figures(0.4)]]]);
    const outcomes = outcomesOf({ ...nothing, rounds, skipped: new Map([['teams-echo', 'the registry cannot be reached']]) });
    expect(outcomes.map(isMet)).toEqual(outcomes.map(() => undefined));
    const table = targetTable(outcomes);
    expect(table).toContain('not run: the registry cannot be reached');
    expect(table).toContain('not run: sdk-echo was not chosen');
  });

  test('times and memory are in the units of their targets', () => {
    const memory = { conversations: 10_000, streams: 2_000, resident: 250 * 2 ** 20, failures: [] };
    const table = targetTable(outcomesOf({ ...nothing, halfLoad: [figures(1, { p99: 12.34 })], memory, starts: [1_400, 1_600, 1_700] }));
    expect(table).toContain('| memory with 10,000 open conversations and 2,000 open streams | \u2264 300 MB | 250 MB | pass |');
    expect(table).toContain('| \u2264 1.5 s | 1.60 s (1.40 to 1.70) | FAIL |');
    expect(table).toContain('| \u2264 20 ms | 12.3 ms | pass |');
  });

  test('a variant shows the medians of its rounds, its most memory and what failed', () => {
    const table = variantTable([
      {
        title: 'Ours',
        figures: [figures(1), figures(3, { resident: 300 * 2 ** 20 }), figures(2, { failures: ['2\u00D7 A reply did not come.'] })],
        startedIn: 412.3,
      },
      { title: 'Theirs', figures: 'it is not installed' },
    ]);
    expect(table).toContain('| Ours | 2.000 | 1.500 | 0.500 |  | 1000 | 2.0 | 9.0 | 300 | 412 |');
    expect(table).toContain('| Theirs | not run: it is not installed |');
    expect(table).toContain('- Ours: 2\u00D7 A reply did not come.');
  });

  test('every row of a table has as many cells as its head', () => {
    const text = variantTable([
      { title: 'Ours', figures: [figures(1, { database: 0.5 })] },
      { title: 'Theirs', figures: 'it is not installed' },
    ]);
    const widths = text.split('\n').map((line) => line.split('|').length);
    expect(new Set(widths).size).toBe(1);
  });
});
