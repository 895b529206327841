/** The finding says at which step a phone failed to get its policy, and how sure that is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { easLogAnalyser } from '../../diagnostics/eas-log/eas-log-analyser.ts';
import type { Context, Finding } from '../../diagnostics/finding.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const context: Context = { book: shippedDesk().library.book, now: 0 };

function read(name: string, options: Partial<Context> = {}): Finding {
  const reading = easLogAnalyser.open({ ...context, ...options });
  for (const line of readFileSync(join(import.meta.dirname, '../fixtures/dropped/eas-log', name), 'utf8').split('\n')) reading.line(line);
  return reading.end();
}

test.each([
  ['the phone never asked for the policy', '2007-449-loop.txt', /does not show that the phone got the policy/],
  ['the server did not give the policy', '2007-no-policy-of-this-type.txt', /did not give it/],
  ['the phone never answered', '2010-policy-never-acknowledged.txt', /never answered/],
  ['the phone did not apply the policy', '2010-policy-refused-by-phone.txt', /did not apply/],
  ['the server did not accept the answer', '2010-wrong-key-in-phase-two.txt', /did not accept that/],
])('when %s, the cause says so', (_, name, says) => {
  expect(read(name).causes[0]).toMatchObject({ cause: 'policy', says: expect.stringMatching(says) });
});

test('each step of a whole handshake stands in the table, with its line', () => {
  const table = read('2007-first-contact.txt').tables[1];
  expect(table?.rows).toHaveLength(4);
  expect(table?.rows.every(([, , line]) => Number(line) > 0)).toBe(true);
});

test('a policy that was sent and not answered is only a likely cause', () => {
  expect(read('2010-only-a-policy.txt').causes[0]?.certainty).toBe('derived');
});

test('a profile that supports a setting has no conflict with it', () => {
  expect(read('2010-policy-refused-by-phone.txt', { profile: 'windows-mobile-6-5' }).conflicts).toEqual([]);
});

test('a policy that a phone took is no conflict', () => {
  expect(read('2010-first-contact-with-strict-policy.txt')).toMatchObject({ outcome: 'fine', conflicts: [], causes: [] });
});

test('a policy at fault whose settings are not in the log asks for them', () => {
  expect(read('2007-449-loop.txt').lacks).toHaveLength(1);
});

test('a block shows the state and its reason as evidence', () => {
  const lines = read('2013-blocked-by-policy.txt').causes[0]?.evidence.map(({ text }) => text);
  expect(lines).toEqual(expect.arrayContaining(['AccessState : Blocked', 'AccessStateReason : Policy']));
});

const entry = (command: string, asked: string, answered: string): string => `Log Entry: 0
RequestTime : 
12/01/2010 09:10:02
RequestHeader : 
POST /Microsoft-Server-ActiveSync/default.eas?Cmd=${command}&User=x&DeviceId=y&DeviceType=WP HTTP/1.1
RequestBody : 
<${command}>${asked}</${command}>
ResponseHeader : 
HTTP/1.1 200 OK
ResponseBody : 
<${command}>${answered}</${command}>
`;
const policy = (inside: string): string => `<Policies><Policy><PolicyType>MS-EAS-Provisioning-WBXML</PolicyType>${inside}</Policy></Policies>`;

test('what the phone said about the policy is said, whatever the server answers afterwards', () => {
  const reading = easLogAnalyser.open(context);
  const log = [
    entry('FolderSync', '<SyncKey>0</SyncKey>', '<Status>142</Status>'),
    entry('Provision', policy(''), policy('<Status>1</Status><PolicyKey>1307199584</PolicyKey><Data></Data>')),
    entry('Provision', policy('\n<PolicyKey>1307199584</PolicyKey><Status>3</Status>'), policy('<Status>1</Status>')),
    entry('FolderSync', '<SyncKey>0</SyncKey>', '<Status>144</Status>'),
  ];
  for (const line of log.join('\n').split('\n')) reading.line(line);
  const [cause] = reading.end().causes;
  expect(cause?.says).toMatch(/did not apply/);
  expect(cause?.says).not.toMatch(/times/);
  expect(cause?.evidence.map(({ text }) => text).join('\n')).not.toContain('</PolicyKey>[policy key]');
});
