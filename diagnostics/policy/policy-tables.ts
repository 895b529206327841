/** The settings of a policy, or the policies side by side, to unfold. */
import type { FindingTable } from '../finding.ts';
import { mask } from '../mask.ts';
import { outcomeOf, type Review } from './review.ts';

/** Rows of a table that are shown. */
export const mostRows = 50;

/** A table with its first rows; the others are counted. @param all how many rows there are, where only the first are given. */
export function tableOf(title: string, columns: readonly string[], rows: readonly (readonly string[])[], all = rows.length): FindingTable {
  const shown = rows.slice(0, mostRows).map((row) => row.map((cell) => mask(cell.slice(0, 200))));
  return { title, columns, rows: shown, more: Math.max(0, all - mostRows) };
}

/** One policy setting by setting, several policies one a row. */
export function policyTables(reviews: readonly Review[]): FindingTable[] {
  const [first] = reviews;
  if (first === undefined) return [];
  return [reviews.length === 1 ? settingsTable(first) : policiesTable(reviews)];
}

function settingsTable(review: Review): FindingTable {
  const conflicting = new Set(review.conflicts.map((conflict) => conflict.name));
  const { settings, unknown } = review.policy;
  const { first = [], then = [] } = Object.groupBy(settings, ({ name }) => (conflicting.has(name) ? 'first' : 'then'));
  const rows = [
    ...first.slice(0, mostRows).map(({ name, field }) => [name, field.value, 'The phone cannot do this']),
    ...then.slice(0, mostRows).map(({ name, field }) => [name, field.value, '']),
    ...unknown.slice(0, mostRows).map((field) => [field.name, field.value, 'Not known here']),
  ];
  return tableOf('The settings of the policy', ['Setting', 'Value', 'Remark'], rows, settings.length + unknown.length);
}

function policiesTable(reviews: readonly Review[]): FindingTable {
  const rows = reviews.map((review) => [
    review.policy.name ?? '',
    stateOf(review),
    [...new Set(review.conflicts.map((conflict) => conflict.name))].join(', '),
    review.allows === null ? 'not shown' : review.allows ? 'yes' : 'no',
  ]);
  return tableOf('The policies', ['Policy', 'Result', 'What the phone cannot do', 'Lets such phones in'], rows);
}

function stateOf(review: Review): string {
  switch (outcomeOf(review)) {
    case 'fault':
      return 'Stops the phone';
    case 'fine':
      return 'Asks nothing the phone cannot do';
    case 'unclear':
      return review.conflicts.length === 0 ? 'Not everything is shown' : review.allows === null ? 'Cannot be told' : 'Usually lets the phone in';
  }
}
