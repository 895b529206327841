/** What programs put before each line that is not of the text: chats the time and who wrote it, editors and searches the number. */

const time = String.raw`(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?`;
const nick = String.raw`<([^<>]{1,40})>`;
const speaker = String.raw`(\p{L}[\p{L}\p{N} ._'’-]{0,40}):`;

/** The likelier first: a time alone stands in brackets, or it could be anything. */
const stamps: readonly RegExp[] = [
  new RegExp(String.raw`^\s{0,4}(?:[[(]${time}[\])]|${time})(?: -)? ?(?:${nick}|${speaker})(?: |$)`, 'u'),
  new RegExp(String.raw`^\s{0,4}[[(]${time}[\])](?: |$)`, 'u'),
];

/** Lines that are looked at, the fewest that tell, and the share of them that has a stamp. */
const mostLines = 200;
const fewest = 3;
const share = 0.6;
/** People in one chat; names of fields are more. */
const mostSpeakers = 4;

/** A number and what parts it from the line. */
const numbered = /^\s{0,8}(\d{1,6})(?:[:|.)]?\t|[:|.)](?: |$)| {2}| \| |$)/;
/** Nearly all lines have a number where one has. */
const numberedShare = 0.9;

/** Takes off what stands before a line of this text; where nothing does, lines stay as they are. */
export function withoutFront(lines: readonly string[]): (line: string) => string {
  const looked = lines.filter((line) => line.trim() !== '').slice(0, mostLines);
  const front = areNumbered(looked) ? numbered : stamps.find((one) => isOn(looked, one));
  return front === undefined ? (line) => line : (line) => line.replace(front, '');
}

function areNumbered(lines: readonly string[]): boolean {
  const numbers = lines.map((line) => Number(numbered.exec(line)?.[1] ?? Number.NaN));
  const following = numbers.filter((number, at) => at > 0 && number === (numbers[at - 1] ?? 0) + 1).length;
  return following >= fewest && following >= numberedShare * (lines.length - 1);
}

/** Of very few lines each must have a time in brackets and a name. */
function isOn(lines: readonly string[], stamp: RegExp): boolean {
  if (lines.length < fewest) return stamp === stamps[0] && lines.every((line) => /^\s{0,4}[[(]/.test(line) && stamp.test(line));
  const found = lines.map((line) => stamp.exec(line.slice(0, 120))).filter((one) => one !== null);
  const speakers = new Set(found.map(([, nickname, name]) => nickname ?? name));
  return found.length >= fewest && found.length >= share * lines.length && speakers.size <= mostSpeakers && speakers.size < found.length;
}
