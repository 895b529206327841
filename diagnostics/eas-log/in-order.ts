/** Puts requests in the order of their times, when the log plainly is not in it. */
import type { Request } from './request.ts';

/** Milliseconds that clocks of two servers may differ. */
const slack = 2 * 60 * 1000;

/** The requests by time when the log goes back in time somewhere; otherwise as they are. */
export function inOrder(requests: readonly Request[]): readonly Request[] {
  const dayFirst = isDayFirst(requests);
  let latest = 0;
  let back = false;
  let forward = false;
  let backSteps = 0;
  const timed = requests.map((request) => {
    // A request without a time happened with the one before it.
    const at = readTime(request.time, dayFirst) ?? latest;
    if (at < latest - slack) back = true;
    if (at < latest) backSteps += 1;
    if (at > latest && latest > 0) forward = true;
    latest = at;
    return { request, at };
  });
  return back || (backSteps > 1 && !forward) ? timed.sort((one, other) => one.at - other.at).map(({ request }) => request) : requests;
}

const date = /(\d{1,4})[./-] ?(\d{1,2})[./-] ?(\d{1,4})[ T,.]{1,3}(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d{1,7})? ?([AaPp])?/;

function readTime(text: string, dayFirst: boolean): number | undefined {
  const found = date.exec(text);
  if (found === null) return undefined;
  const [a = 0, b = 0, c = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const half = found[7]?.toLowerCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const [year, month, day] = a > 31 ? [a, b, c] : dayFirst ? [c, b, a] : [c, a, b];
  return Date.UTC(year, month - 1, day, hours, minute, second);
}

/** Whether `03.12.2010` is in December: dots and a number above twelve in front say so. */
function isDayFirst(requests: readonly Request[]): boolean {
  const dates = requests.flatMap(({ time }) => date.exec(time) ?? []);
  return requests.some(({ time }) => /^\d{1,2}\./.test(time) || Number(date.exec(time)?.[1] ?? 0) > 12) && dates.length > 0;
}
