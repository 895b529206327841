/** Bytes become lines, whatever wrote them. */
import { openDecoding } from '../../diagnostics/decode.ts';
import { longestLine } from '../../diagnostics/split-lines.ts';
import { workTime } from '../support/work-time.ts';

const text = 'Gerätezugriffsstatus: Quarantined\r\nÇözüm “x” – €5\nlast';
const expected = ['Gerätezugriffsstatus: Quarantined', 'Çözüm “x” – €5', 'last'];

function decode(bytes: Uint8Array, size: number): { readonly lines: string[]; readonly binary: string | undefined } {
  const lines: string[] = [];
  const decoding = openDecoding((line) => lines.push(line));
  for (let at = 0; at < bytes.length; at += size) decoding.push(bytes.subarray(at, at + size));
  decoding.end();
  return { lines, binary: decoding.binary };
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes).swap16();
}

const utf16 = Buffer.from(text, 'utf16le');
const windows = Buffer.from('Gerätezugriffsstatus: Quarantined\r\n', 'latin1');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', utf16],
  ['UTF-16, little end first, with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
  ['UTF-16, big end first', swapped(utf16)],
  ['UTF-16, big end first, with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)])],
])('%s is read, in pieces of any size', (_, bytes) => {
  for (const size of [1, 2, 3, 5, 64, 10_000]) expect(decode(bytes, size).lines).toEqual(expected);
});

test('What is not valid UTF-8 is read as Windows-1252', () => {
  expect(decode(Buffer.concat([windows, Buffer.from([0x80, 0x35, 0x20, 0x93, 0x78, 0x94])]), 7).lines).toEqual(['Gerätezugriffsstatus: Quarantined', '€5 “x”']);
});

test('One bad byte early in a long file does not spoil the rest', () => {
  const long = Buffer.concat([Buffer.from([0xe4, 0x0a]), Buffer.from('ok\n'.repeat(50_000)), Buffer.from('Ç\n')]);
  expect(decode(long, 1000).lines.at(-1)).toBe('Ç');
});

test('Lines end in LF, CR LF or CR, also where two pieces meet', () => {
  for (const size of [1, 2, 3, 100]) expect(decode(Buffer.from('a\r\nb\rc\n\nd\r'), size).lines).toEqual(['a', 'b', 'c', '', 'd']);
});

test('A line without an end is cut, and nothing of it is lost', () => {
  const { lines } = decode(Buffer.from('x'.repeat(1_000_000)), 50_000);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(longestLine);
  expect(lines.join('')).toHaveLength(1_000_000);
});

test.each([
  ['a picture', '89504e470d0a1a0a0000000d'],
  ['a picture', 'ffd8ffe000104a46'],
  ['a PDF', '255044462d312e34'],
  ['a packed file', '1f8b0800000000'],
  ['an event log file', '456c6646696c650000000000'],
  ['a program', '4d5a900003000000'],
  ['a private key', '3083030000020103300102'],
  ['a private key', 'feedfeed00000002'],
  ['a certificate in binary form', '3082037130820259a003'],
  ['a binary file', '0102030405060708090a'],
])('%s is named and not read', (name, hex) => {
  const { lines, binary } = decode(Buffer.from(hex.padEnd(400, '00'), 'hex'), 3);
  expect([binary, lines]).toEqual([name, []]);
});

test('Nothing is no binary file', () => {
  expect(decode(Buffer.alloc(0), 1)).toEqual({ lines: [], binary: undefined });
});

test('Ten megabytes take no longer than they must', () => {
  const bytes = Buffer.from('2010-12-08 10:15:02 POST /Microsoft-Server-ActiveSync 200\r\n'.repeat(170_000));
  expect(workTime(() => void decode(bytes, bytes.length))).toBeLessThan(5000);
});
