/** The tables of days, of what was found and looked at, of what triage could not place, and of what people thought. */
import { mask } from '../../diagnostics/mask.ts';
import type { StoredComment } from '../store/stored-event.ts';
import { Counts } from './counts.ts';
import type { Figures, Tally } from './figures.ts';
import type { Names } from './names.ts';
import { periodOf, type Query } from './read-query.ts';
import type { Result } from './read-walk.ts';
import type { Table, TableId } from './table.ts';

const day = 24 * 3_600_000;
/** A longer period is shown week by week. */
const mostDays = 92;

export const results = [
  ['solved', 'Solved'],
  ['handed-over', 'Handed over'],
  ['gave-up', 'Gave up'],
  ['open', 'Still open'],
] as const satisfies readonly (readonly [Result, string])[];

/** Every day of the period, or every week by its Monday, also those on which nothing happened. */
export function daysTable(figures: Figures, query: Query): Table {
  const { from, until } = periodOf(query);
  const byWeek = (until - from) / day > mostDays;
  const rows = new Map<string, Counts<Result>[]>();
  for (let at = from; at < until; at += day) {
    const name = dayOf(byWeek ? mondayOf(at) : at);
    const counts = figures.days.get(dayOf(at));
    rows.set(name, [...(rows.get(name) ?? []), ...(counts === undefined ? [] : [counts])]);
  }
  return {
    id: 'days',
    title: byWeek ? 'Week by week' : 'Day by day',
    note: 'A case counts on the day (UTC) on which it began.',
    columns: [byWeek ? 'Week from' : 'Day', 'Cases', ...results.map(([, label]) => label)],
    rows: [...rows].map(([name, all]) => [
      name,
      sum(all.map((counts) => counts.total)),
      ...results.map(([result]) => sum(all.map((counts) => counts.of(result)))),
    ]),
  };
}

function mondayOf(at: number): number {
  return at - ((new Date(at).getUTCDay() + 6) % 7) * day;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** What was found in what people sent, or by looking. */
export function findingsTable({ findings }: Figures): Table {
  const rows = byTimes(findings).map(([name, ...counts]) => {
    const [kind = '', ...cause] = name.split(' ');
    return [kind, cause.join(' '), ...counts];
  });
  return { id: 'findings', title: 'What was found', columns: ['In', 'Cause', 'Times', 'Cases', 'Of these solved'], rows };
}

/** What was looked at over the network. */
export function looksTable({ looks }: Figures): Table {
  return { id: 'looks', title: 'Live checks', columns: ['Check', 'Times', 'Cases', 'Of these solved'], rows: byTimes(looks) };
}

function byTimes(tallies: ReadonlyMap<string, Counts<Tally>>): [string, number, number, number][] {
  return [...tallies]
    .map(([name, counts]): [string, number, number, number] => [name, counts.of('times'), counts.of('cases'), counts.of('solved')])
    .sort(([one, first], [other, second]) => second - first || one.localeCompare(other));
}

const unclearNames = [
  ['missed', 'Fitted nothing on the screen and no guide'],
  ['asked-to-choose', 'Fitted several guides: the person was asked to choose'],
  ['turned-away', 'Was about something this is not for'],
] as const;

/** What triage did not take to a guide: how often, about what, and which of our concepts the words touched. */
export function unclearTables({ unclear, topics, concepts }: Figures): Table[] {
  return [
    {
      id: 'unclear',
      title: 'Messages that led to no guide at once',
      columns: ['What happened', 'Times'],
      rows: unclearNames.map(([name, says]) => [says, unclear.of(name)]),
    },
    {
      id: 'topics',
      title: 'Topics turned away',
      columns: ['Topic', 'Times'],
      rows: topics.entries().map(([topic, times]) => [topic === 'unknown' ? 'none that is known' : topic, times]),
    },
    {
      id: 'concepts',
      title: 'What these messages touched',
      note: 'People’s words are not kept, because they may say who they are. What is kept are concepts of the knowledge’s own lexicon that the words stand for, three a message at most. Words that the lexicon does not know are not counted anywhere, so something quite new shows only as a growing number above.',
      columns: ['Concept', 'Times'],
      rows: concepts.entries(),
    },
  ];
}

/** How people rated what they got; the last rating of each case. */
export function ratingsTable(figures: Figures, names: Names): Table {
  const rows = [...figures.ratings].map(([guide, counts]) => [names.guide(guide), ...['good', 'fair', 'poor'].map((rating) => counts.of(rating))]);
  return { id: 'ratings', title: 'Ratings', columns: ['Guide', 'Good', 'Fair', 'Poor'], rows };
}

/** What people wrote beside a rating, without what could say who they are, as far as that can be told. */
export function commentsTable(comments: readonly StoredComment[], query: Query, names: Names): Table {
  const wanted = comments.filter(
    ({ guide, audience, language }) =>
      (query.guide === undefined || query.guide === guide) &&
      (query.audience === undefined || query.audience === audience) &&
      (query.language === undefined || query.language === (language ?? '-')),
  );
  return {
    id: 'comments' satisfies TableId,
    title: 'Comments',
    note: 'Until their conversation is deleted. Mail addresses, phone numbers, device ids, passwords and tokens are masked where they are recognised; names are not.',
    columns: ['Day', 'Guide', 'Comment'],
    rows: wanted.map(({ at, guide, comment }) => [dayOf(at), guide === undefined ? '' : names.guide(guide), mask(comment)]),
  };
}
