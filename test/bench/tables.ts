/** The tables that the bench prints and publishes, as Markdown. */
import { median } from './figures.ts';
import type { Figures } from './load/plan.ts';
import { isMet, type Outcome } from './targets.ts';

export interface Measured {
  readonly title: string;
  /** One for each round, or why there are none. */
  readonly figures: readonly Figures[] | string;
  /** Milliseconds until its server listened. */
  readonly startedIn?: number | undefined;
}

/** What each variant cost and did; medians of the rounds, the most of memory. */
export function variantTable(all: readonly Measured[]): string {
  const rows = all.map(({ title, figures, startedIn }) => {
    if (typeof figures === 'string') return [title, `not run: ${figures}`, ...Array.from({ length: 8 }, () => '')];
    const middle = (of: (one: Figures) => number, digits: number): string => median(figures.map(of)).toFixed(digits);
    return [
      title,
      middle(({ user, system }) => user + system, 3),
      middle(({ user }) => user, 3),
      middle(({ system }) => system, 3),
      figures.some(({ database }) => database > 0) ? middle(({ database }) => database, 3) : '',
      middle(({ perSecond }) => perSecond, 0),
      middle(({ p50 }) => p50, 1),
      middle(({ p99 }) => p99, 1),
      (Math.max(...figures.map(({ resident }) => resident)) / 2 ** 20).toFixed(0),
      startedIn?.toFixed(0) ?? '',
    ];
  });
  const failed = all.flatMap(({ title, figures }) =>
    typeof figures === 'string' ? [] : figures.flatMap(({ failures }) => failures.map((failure) => `${title}: ${failure}`)),
  );
  const head = ['variant', 'CPU ms a turn', 'user', 'system', 'database', 'turns a second', 'p50 ms', 'p99 ms', 'memory MB', 'start ms'];
  return [table(head, rows), ...(failed.length === 0 ? [] : ['', 'Turns that failed:', '', ...failed.map((line) => `- ${line}`)])].join('\n');
}

/** Each target, what was measured (median, least to most), and whether that is good enough. */
export function targetTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { what, most, unit, measured, digits } = outcome;
    if (typeof measured === 'string') return [what, `\u2264 ${most}${unit}`, '', `not run: ${measured}`];
    const { median: middle, least, most: highest } = measured;
    const range = least === highest ? '' : ` (${least.toFixed(digits)} to ${highest.toFixed(digits)})`;
    return [what, `\u2264 ${most}${unit}`, `${middle.toFixed(digits)}${unit}${range}`, isMet(outcome) === true ? 'pass' : 'FAIL'];
  });
  return table(['in one run', 'target', 'measured', ''], rows);
}

/** A Markdown table; all columns but the first are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
