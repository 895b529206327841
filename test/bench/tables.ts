/** The tables that the bench prints, as Markdown. */
import { median } from './figures.ts';
import type { Figures } from './load/plan.ts';

export interface Measured {
  readonly title: string;
  /** One for each round. */
  readonly figures: readonly Figures[];
}

/** What each variant cost and did; medians of the rounds. */
export function variantTable(all: readonly Measured[]): string {
  const rows = all.map(({ title, figures }) => {
    const middle = (of: (one: Figures) => number, digits: number): string => median(figures.map(of)).toFixed(digits);
    return [
      title,
      middle(({ user, system }) => user + system, 3),
      middle(({ user }) => user, 3),
      middle(({ system }) => system, 3),
      middle(({ perSecond }) => perSecond, 0),
      middle(({ p50 }) => p50, 1),
      middle(({ p99 }) => p99, 1),
      (Math.max(...figures.map(({ resident }) => resident)) / 2 ** 20).toFixed(0),
      String(figures.flatMap(({ failures }) => failures).length === 0 ? 'none' : figures.flatMap(({ failures }) => failures).join('; ')),
    ];
  });
  return table(['variant', 'CPU ms a turn', 'user', 'system', 'turns a second', 'p50 ms', 'p99 ms', 'memory MB', 'failures'], rows);
}

/** A Markdown table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
