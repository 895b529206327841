/** Dates as PowerShell prints them in any culture. Which of day and month comes first is not always to be told. */

/** What a date may stand for, in milliseconds since 1970 (times are taken as UTC). */
export interface When {
  /** Day first, and month first; one of them is `undefined` where only the other makes a date. */
  readonly dayFirst: number | undefined;
  readonly monthFirst: number | undefined;
}

/** How all the dates of a text are to be read; `undefined` when it does not tell. */
export type Order = 'day-first' | 'month-first' | undefined;

/** What some of the dates of a text tell of its order: `mixed` when they contradict each other. */
export type Told = Order | 'mixed';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Characters of a value that are read. */
const longest = 80;
/** A date all in numbers, with or without the day of the week in front. */
const numeric = /^(?:[A-Za-z]{2,12}\.?,?\s)?(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b/;
const clock = /(?:^|[\sT])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d{1,7})?\s?(a\.?m\.?|p\.?m\.?)?(?![\d/])/i;

/** Reads a date; `undefined` for what is none, an empty one, and those that stand for never. */
export function readDate(value: string): When | undefined {
  const text = value.trim().slice(0, longest);
  if (!/\d/.test(text)) return undefined;
  const ticks = !text.includes('Date(') ? undefined : /^\/?Date\((\d{10,14})/.exec(text.replace(/^\//, '/').replace(/^\/Date/, 'Date'))?.[1];
  if (ticks !== undefined) return sure(Number(ticks));
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  if (iso !== null) return sure(moment(Number(iso[1]), Number(iso[2]), Number(iso[3]), text.slice(iso[0].length)));
  const numbers = numeric.exec(text);
  return numbers === null ? withMonthName(text) : fromNumbers(numbers, text);
}

/** The order that a trimmed value tells: one with a 25 in it is a date in one of them only. */
export function orderToldBy(value: string): Order {
  const numbers = numeric.exec(value);
  if (numbers === null || (numbers[2] !== '.' && Number(numbers[1]) <= 12 && Number(numbers[3]) <= 12)) return undefined;
  const date = fromNumbers(numbers, value.slice(0, longest));
  if (date === undefined) return undefined;
  return date.monthFirst === undefined ? 'day-first' : 'month-first';
}

/** What two parts of a text tell together. */
export function toldTogether(one: Told, other: Told): Told {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return 'mixed';
}

function fromNumbers([whole, first, mark, second, years]: RegExpExecArray, text: string): When | undefined {
  const year = Number(years) + (years?.length === 2 ? 2000 : 0);
  const rest = text.slice(whole.length);
  const dayFirst = moment(year, Number(second), Number(first), rest);
  const monthFirst = mark === '.' ? undefined : moment(year, Number(first), Number(second), rest);
  return dayFirst === undefined && monthFirst === undefined ? undefined : { dayFirst, monthFirst };
}

function withMonthName(text: string): When | undefined {
  const word = /(?:^|[\s,-])([A-Za-z]{3,9})\.?[\s,-]/g;
  for (const match of text.matchAll(word)) {
    const month = months.indexOf((match[1] ?? '').slice(0, 3).toLowerCase()) + 1;
    if (month === 0) continue;
    const days = /(?:^|[\s-])(\d{1,2})(?:st|nd|rd|th|,|[\s-])/.exec(text)?.[1];
    const year = /(?:^|[\s-])(\d{4})\b/.exec(text)?.[1] ?? /-(\d{2})(?=\s|$)/.exec(text)?.[1];
    if (days === undefined || year === undefined) continue;
    return sure(moment(Number(year) + (year.length === 2 ? 2000 : 0), month, Number(days), text));
  }
  return undefined;
}

function moment(year: number, month: number, day: number, rest: string): number | undefined {
  if (year < 1990 || year > 2200 || month < 1 || month > 12 || day < 1) return undefined;
  const time = clock.exec(rest);
  const hour = time === null ? 0 : hourOf(Number(time[1]), time[4]);
  const at = Date.UTC(year, month - 1, day, hour, Number(time?.[2] ?? 0), Number(time?.[3] ?? 0));
  return new Date(at).getUTCDate() === day || hour > 23 ? at : undefined;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

const sure = (at: number | undefined): When | undefined => (at === undefined ? undefined : { dayFirst: at, monthFirst: at });

/** A moment read with the day first and with the month first; `sure` when that is the same. */
export interface Readings {
  readonly day: number;
  readonly month: number;
  readonly sure: boolean;
}

/** All that a date can stand for in a text of this order: one moment, or two when it cannot be told. */
export function readings(date: When, order: Order): Readings | undefined {
  const day = (order === 'month-first' ? date.monthFirst : date.dayFirst) ?? date.monthFirst;
  const month = (order === 'day-first' ? date.dayFirst : date.monthFirst) ?? date.dayFirst;
  return day === undefined || month === undefined ? undefined : { day, month, sure: day === month };
}
