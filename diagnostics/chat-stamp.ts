/** What chat programs put before each line: the time, and who wrote it. */

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

/** Takes the stamp off a line of this text; lines of a text that is no chat stay as they are. */
export function withoutStamp(lines: readonly string[]): (line: string) => string {
  const looked = lines.filter((line) => line.trim() !== '').slice(0, mostLines);
  const stamp = stamps.find((one) => isOn(looked, one));
  return stamp === undefined ? (line) => line : (line) => line.replace(stamp, '');
}

function isOn(lines: readonly string[], stamp: RegExp): boolean {
  const found = lines.map((line) => stamp.exec(line.slice(0, 120))).filter((one) => one !== null);
  const speakers = new Set(found.map(([, nickname, name]) => nickname ?? name));
  return found.length >= fewest && found.length >= share * lines.length && speakers.size <= mostSpeakers && speakers.size < found.length;
}
