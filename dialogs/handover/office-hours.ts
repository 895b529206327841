/** When the helpdesk is open, by the clock on its wall: summer time is the time zone's business. */
import { handoverWords } from './words.ts';

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const shortNames = dayNames.map((name) => name.slice(0, 3).toLowerCase());
const dayMinutes = 24 * 60;

/** Open on these days (0 is Monday) from a minute of the day on; `to` at or before `from` is on the next day. */
interface Window {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface OfficeHours {
  readonly windows: readonly Window[];
  /** An IANA time zone, such as Europe/Berlin. */
  readonly zone: string;
}

const part = /^([a-z]{3})(?:-([a-z]{3}))? (\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

/** Reads `Mon-Fri 08:00-17:00, Sat 09:00-12:00`; `undefined` for anything else. Over midnight is `Fri 22:00-06:00`. */
export function parseOfficeHours(text: string): readonly Window[] | undefined {
  const windows = text.split(',').map((piece) => parseWindow(piece.trim().toLowerCase()));
  const read = windows.filter((one) => one !== undefined);
  return read.length === windows.length ? read : undefined;
}

function parseWindow(text: string): Window | undefined {
  const [, first, last, fromHour, fromMinute, toHour, toMinute] = part.exec(text) ?? [];
  const from = minuteOf(fromHour, fromMinute);
  const to = minuteOf(toHour, toMinute);
  const days = daysBetween(shortNames.indexOf(first ?? ''), shortNames.indexOf(last ?? first ?? ''));
  if (from === undefined || to === undefined || from === dayMinutes || from === to || days.length === 0) return undefined;
  return { days, from, to };
}

function minuteOf(hour: string | undefined, minute: string | undefined): number | undefined {
  const at = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && at <= dayMinutes ? at : undefined;
}

/** The days from one to another, over the end of the week too. */
function daysBetween(first: number, last: number): number[] {
  if (first < 0 || last < 0) return [];
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

/** Whether a name is a time zone that the clock knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether the helpdesk is open. */
export function isOpen(hours: OfficeHours, now: number): boolean {
  const at = wallClock(hours.zone, now);
  return hours.windows.some((window) => holds(window, at));
}

/** Whether the helpdesk is open, and when it opens next, in words. */
export function saysHours(hours: OfficeHours, now: number): string {
  return isOpen(hours, now) ? handoverWords.openNow : handoverWords.closedNow(nextOpening(hours, wallClock(hours.zone, now)));
}

interface Wall {
  readonly day: number;
  readonly minute: number;
}

function wallClock(zone: string, now: number): Wall {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { day: shortNames.indexOf((parts.get('weekday') ?? '').toLowerCase()), minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

function holds({ days, from, to }: Window, { day, minute }: Wall): boolean {
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to);
}

function nextOpening({ windows }: OfficeHours, { day, minute }: Wall): string {
  const waits = windows.flatMap(({ days, from }) =>
    days.map((one) => (((one - day + 7) % 7) * dayMinutes + from - minute + 7 * dayMinutes) % (7 * dayMinutes)),
  );
  const start = minute + Math.min(...waits);
  const [ahead, at] = [Math.floor(start / dayMinutes), start % dayMinutes];
  const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  if (ahead === 0) return handoverWords.today(time);
  return ahead === 1 ? handoverWords.tomorrow(time) : handoverWords.onDay(dayNames[(day + ahead) % 7] ?? '', time);
}
