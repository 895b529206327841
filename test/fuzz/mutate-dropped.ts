/** Spoils what people drop in, as programs, mail and hostile hands do. */
import type { Random } from './random.ts';

type Change = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** What must never be shown, however the text around it is spoiled. */
export const plantedSecrets = ['planted.person@contoso.com', 'Planted-Secret-9'] as const;
const plantedLine = 'X-Owner: planted.person@contoso.com password=Planted-Secret-9';

/** No input is longer. */
const longest = 400_000;

/** XML that blows up whoever reads it too willingly. */
const bombs: readonly (() => string)[] = [
  () => `<!DOCTYPE x [${Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n} "${`&e${n - 1};`.repeat(10)}">`).join('')}]><x>&e11;</x>`,
  () => '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
  () => `<?xml version="1.0"?>${'<a>'.repeat(20_000)}`,
  () => `<a ${Array.from({ length: 5_000 }, (_, n) => `b${n}="c"`).join(' ')}>`,
  () => `<a>${'&#x41;'.repeat(20_000)}</a>`,
  () => `<![CDATA[${']]'.repeat(10_000)}`,
  () => `<!--${'-'.repeat(50_000)}`,
];

/** What word processors and mail programs make of plain signs. */
const typographic: readonly (readonly [RegExp, string])[] = [
  [/"([^"]*)"/g, '“$1”'],
  [/'/g, '’'],
  [/ - /g, ' – '],
  [/-(?=[A-Z])/g, '–'],
  [/\.\.\./g, '…'],
  [/: /g, ':\u00A0'],
];

const changes: Readonly<Record<string, Change>> = {
  cut: (bytes, random) => {
    const from = random.below(bytes.length + 1);
    return bytes.subarray(random.chance(0.5) ? 0 : from, random.chance(0.5) ? from : bytes.length);
  },
  doubled: (bytes, random) => Buffer.concat(Array.from({ length: 2 + random.below(6) }, () => bytes)),
  garbled: (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let times = 1 + random.below(40); times > 0 && copy.length > 0; times -= 1) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  spliced: (bytes, random, others) => {
    const other = random.pick(others);
    return Buffer.concat([bytes.subarray(0, random.below(bytes.length + 1)), other.subarray(random.below(other.length + 1))]);
  },
  marked: (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  utf16: (bytes, random) => {
    const wide = Buffer.from(`${random.chance(0.7) ? '\uFEFF' : ''}${bytes.toString('utf8')}`, 'utf16le');
    return random.chance(0.3) ? wide.swap16() : wide;
  },
  typographic: (bytes, random) => asText(bytes, (text) => typographic.reduce((made, [sign, by]) => (random.chance(0.6) ? made.replace(sign, by) : made), text)),
  bomb: (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(bombs)()), bytes.subarray(at)]);
  },
  shuffled: (bytes, random) =>
    asLines(bytes, (lines) =>
      lines
        .map((line) => [random.next(), line] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, line]) => line),
    ),
  quoted: (bytes) => asLines(bytes, (lines) => lines.map((line) => `> ${line}`)),
  wrapped: (bytes) => asLines(bytes, (lines) => lines.flatMap((line) => line.match(/.{1,76}/g) ?? [''])),
  oneLine: (bytes, random) => asText(bytes, (text) => text.replace(/\r?\n/g, random.pick([' ', '\t', '\\n']))),
  otherEnds: (bytes, random) => asText(bytes, (text) => text.replace(/\r?\n/g, random.pick(['\r', '\r\n', '\n\n', '\u2028']))),
};
const names = Object.keys(changes);

function asText(bytes: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(bytes.toString('utf8')), 'utf8');
}

function asLines(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  return asText(bytes, (text) => change(text.split('\n')).join('\n'));
}

/** The input after one to three changes, and what was done. */
export function spoiled(bytes: Buffer, random: Random, others: readonly Buffer[]): { readonly bytes: Buffer; readonly how: string } {
  const done: string[] = [];
  let spoilt = random.chance(0.3) ? asLines(bytes, (lines) => lines.toSpliced(random.below(lines.length + 1), 0, plantedLine)) : bytes;
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const name = random.pick(names);
    spoilt = (changes[name]?.(spoilt, random, others) ?? spoilt).subarray(0, longest);
    done.push(name);
  }
  return { bytes: spoilt, how: done.join(' + ') };
}
