/** What somebody puts around a text, or what a program does, changes nothing of what is found in it. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import type { Context } from '../../diagnostics/finding.ts';
import { droppedText } from '../support/dropped.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const context: Context = { book: shippedDesk().library.book, now: Date.UTC(2010, 11, 14) };

function found(text: string): unknown {
  const { kind, outcome, causes, conflicts, allowsNonProvisionable } = diagnoseText(text, analysers, context);
  return { kind, outcome, allowsNonProvisionable, causes: causes.map(({ cause }) => cause), conflicts: conflicts.map(({ setting }) => setting) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const frontOf =
  (front: (at: number) => string) =>
  (text: string): string =>
    text
      .trimEnd()
      .split('\n')
      .map((line, at) => front(at) + line)
      .join('\n');

const coded = (text: string): string => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');
const mailHead = 'From: Exchange <exchange@example.com>\nSubject: About your phone\nMIME-Version: 1.0\n';

const around: readonly (readonly [string, (text: string) => string])[] = [
  ['a saved page', (text) => `<!DOCTYPE html>\n<html><head><title>Help</title></head><body><p>Hello,</p><pre>\n${escaped(text)}</pre><p>Bye</p></body></html>`],
  ['a mail', (text) => `${mailHead}Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n${coded(text)}\n`],
  [
    'a mail in parts',
    (text) =>
      `${mailHead}Content-Type: multipart/alternative; boundary="cut"\n\n--cut\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n${coded(text)}\n--cut\nContent-Type: text/html\n\n<p>x</p>\n--cut--\n`,
  ],
  ['a chat', frontOf((at) => `[14:${10 + (at % 50)}] Ann Lee: `)],
  ['a chat with nicknames', frontOf((at) => `14:${10 + (at % 50)} <ann> `)],
  ['numbers of an editor', frontOf((at) => `${at + 1}  `)],
  ['numbers of a search', frontOf((at) => `${at + 1}:`.padEnd(6))],
];

const texts = [
  'policy/article-encryption.txt',
  'policy/three-policies.txt',
  'policy/table-four-columns.txt',
  'policy-command/several.txt',
  'policy-command/backticks.txt',
  'devices/list-of-three.txt',
  'devices/table-of-three.txt',
  'notice/de-2010-blocked-global.txt',
  'eas-log/2010-partly-applied-refused.txt',
  'eas-log/2013-quarantined.txt',
  'iis-log/2010-wipe.log',
];

const cases = around.flatMap(([what, put]) => texts.map((path) => [path, what, put] as const));

test.each(cases)('%s in %s', (path, _what, put) => {
  const text = droppedText(path);
  expect(found(put(text))).toEqual(found(text));
});

test('A table that PowerShell wrote as a page is read as its rows', () => {
  const page =
    '<html><body><table><tr><th>Name</th><th>AllowNonProvisionableDevices</th><th>AllowCamera</th></tr>' +
    '<tr><td></td><td>False</td><td>True</td></tr><tr><td>B</td><td>False</td><td>False</td></tr></table></body></html>';
  expect(found(page)).toEqual({ kind: 'policy', outcome: 'fault', allowsNonProvisionable: false, causes: ['policy'], conflicts: ['AllowCamera'] });
});

test('What is shown of a page stands where the page has it', () => {
  const page = `<html><body>\n<p>Hello</p>\n<pre>\n${droppedText('policy/article-encryption.txt')}</pre></body></html>`;
  const [conflict] = diagnoseText(page, analysers, context).conflicts;
  expect(page.split('\n')[(conflict?.evidence.line ?? 0) - 1]).toContain('RequireDeviceEncryption');
});
