/** XML with a fault in every sign: what stands before the first is kept, and the rest costs next to nothing. */
import { analysers } from '../../diagnostics/analysers.ts';
import { diagnoseText } from '../../diagnostics/diagnose.ts';
import type { Context } from '../../diagnostics/finding.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';

const context: Context = { book: shippedDesk().library.book, now: 0 };

/** The least of three times of the processor, in milliseconds: other work on the machine does not count. */
function leastTime(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const badSigns = '\uFFFE'.repeat(60_000);
const result = `<testresult status="Error" testdescription="Attempting to resolve the host name mail.contoso.com in DNS." resultdescription="The host name couldn't be resolved.">`;
const log = [
  ' Log Entry: 0',
  'RequestHeader : ',
  'POST /Microsoft-Server-ActiveSync/default.eas?Cmd=Provision&DeviceId=a1&DeviceType=WP HTTP/1.1',
  'ResponseHeader : ',
  'HTTP/1.1 200 OK',
  'ResponseBody : ',
  '<?xml version="1.0" encoding="utf-8"?>',
  '<Provision>',
  '<Status>142</Status>',
].join('\n');

test.each([
  ['the result of a connectivity test', `${result}\n${badSigns}`, 'rca-result'],
  ['a mailbox log', `${log}\n<a>${badSigns}`, 'eas-log'],
])('a line of 60,000 bad signs in %s takes under 50 ms, and what stood before it is told', (_, text, kind) => {
  const read = () => diagnoseText(text, analysers, context);
  expect(read()).toMatchObject({ kind, outcome: 'fault' });
  expect(leastTime(read)).toBeLessThan(50);
});
