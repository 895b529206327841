/** What chats, editors and searches put before a line is taken off, and nothing else is. */
import { withoutFront } from '../../diagnostics/line-fronts.ts';

const said = ['Name : Default', 'AllowCamera : True', '    x, y', 'AllowWiFi : True'];
const bareOf = (lines: readonly string[]): string[] => lines.map(withoutFront(lines));

test.each([
  ['[09:41] Ann Lee: '],
  ['[09:41:02] <ann> '],
  ['09:41 <ann> '],
  ['9:41 AM Ann: '],
  ['[12/13/10, 9:41:02 AM] Ann: '],
  ['13.12.2010, 09:41 - Ann O’Neil: '],
  ['(09:41:02) ann_l: '],
  ['[2010-12-13 09:41] Ünal: '],
  ['[09:41] '],
])('%s', (stamp) => {
  expect(bareOf(said.map((line) => stamp + line))).toEqual(said);
});

test.each([['%d  '], ['%d: '], ['  %d\t'], ['%d| '], ['%d. ']])('numbers as in "%s"', (form) => {
  expect(bareOf(said.map((line, at) => form.replace('%d', String(at + 9)) + line))).toEqual(said);
});

test('One line is enough where its time stands in brackets and it has a name', () => {
  expect(bareOf(['[09:41] Ann: Set-Policy -On $true'])).toEqual(['Set-Policy -On $true']);
});

test('Several people and lines between them change nothing', () => {
  const lines = ['[09:40] Ben: What does it say?', '', '[09:41] Ann: Name : Default', '[09:41] Ann: AllowCamera : True', 'AllowWiFi : True'];
  expect(bareOf(lines)).toEqual(['What does it say?', '', 'Name : Default', 'AllowCamera : True', 'AllowWiFi : True']);
});

test.each([
  ['numbers that are values', ['2  a', '2  b', '5  c', '6  d', '9  e']],
  ['few lines', ['9:41 Ann: a', '9:42 Ann: b']],
  ['few numbers', ['1: a', '2: b']],
  ['web requests', Array.from({ length: 5 }, (_, at) => `2010-12-13 09:41:0${at} 10.0.0.1 POST /a - 443 - 200`)],
  ['dates in a table', Array.from({ length: 5 }, (_, at) => `12/1${at}/2010 9:41 AM  WP  Allowed`)],
  ['names of fields after times', ['9:41 Name: a', '9:41 Camera: b', '9:41 WiFi: c', '9:41 Browser: d', '9:41 Encryption: e']],
  ['stamps on few lines', ['[09:41] Ann: a', '[09:42] Ann: b', '[09:43] Ann: c', ...Array.from({ length: 9 }, () => 'Name : x')]],
])('%s stay as they are', (_what, lines) => {
  expect(bareOf(lines)).toEqual(lines);
});
