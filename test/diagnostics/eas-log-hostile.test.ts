/** Logs that are broken, or made to do harm: no crash, no hang, and nothing bad passed off as fine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { easLogAnalyser } from '../../diagnostics/eas-log/eas-log-analyser.ts';
import type { Analyser, Context, Finding } from '../../diagnostics/finding.ts';
import { iisLogAnalyser } from '../../diagnostics/iis-log/iis-log-analyser.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { fits } from '../fuzz/judge-dropped.ts';

const context: Context = { book: shippedDesk().library.book, now: 0 };
const folder = join(import.meta.dirname, '../fixtures/dropped');

/** 100 ms for each MB, and five times that for slow machines; half a second for small ones. */
const allowed = (characters: number): number => 500 + (5 * 100 * characters) / 1e6;

function read(analyser: Analyser, lines: readonly string[]): Finding {
  const reading = analyser.open(context);
  for (const line of lines) reading.line(line);
  return reading.end();
}

function timed(analyser: Analyser, text: string): Finding {
  // Time of the processor: other work on the machine does not count.
  const start = process.cpuUsage();
  analyser.recognise(text.slice(0, 64 * 1024));
  const finding = read(analyser, text.split('\n'));
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(allowed(text.length));
  return finding;
}

const logs = [easLogAnalyser, iisLogAnalyser].flatMap((analyser) =>
  readdirSync(join(folder, analyser.material))
    .filter((name) => /\.(?:txt|log)$/.test(name))
    .map((name) => ({ analyser, lines: readFileSync(join(folder, analyser.material, name), 'utf8').split('\n') })),
);

const garbage = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    '<',
    '</',
    '<!DOCTYPE a [',
    '<![CDATA[',
    '<!--',
    '&x;',
    '<a b="',
    ' Log Entry: 7',
    'ResponseBody : ',
    'RequestTime : ',
    '<Status>',
    '> > >',
    '\u0000',
    '\ud800',
  ),
);
type Change = { readonly at: number; readonly how: 'drop' | 'double' | 'garble' | 'cut'; readonly instead: string };
const changes = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), how: fc.constantFrom('drop', 'double', 'garble', 'cut'), instead: garbage }),
  { minLength: 1, maxLength: 6 },
);

/** The lines with the changes made; lines from `safe` on stay as they are. */
function changed(lines: readonly string[], made: readonly Change[], safe = lines.length): string[] {
  const result = lines.map((line) => [line]);
  for (const { at, how, instead } of made) {
    const index = Math.floor(at * safe);
    const line = lines[index] ?? '';
    if (how === 'drop') result[index] = [];
    else if (how === 'double') result[index] = [line, line];
    else if (how === 'garble') result[index] = [instead];
    else result[index] = [line.slice(0, Math.floor(line.length / 2))];
  }
  return result.flat();
}

test('any log with lines dropped, doubled, garbled or cut is read to its end, and names no person', () => {
  fc.assert(
    fc.property(fc.constantFrom(...logs), changes, ({ analyser, lines }, made) => {
      const finding = read(analyser, changed(lines, made));
      expect(finding.kind).toBe(analyser.material);
      expect(fits(finding)).toBe(true);
      expect(JSON.stringify(finding)).not.toMatch(/kim\.lee|ravi\.das|C0FFEE|BEEF1177|C39ABCDE|androidc123|2882341871|1307199584/i);
    }),
    { numRuns: 300 },
  );
});

test('any log cut at both ends is read', () => {
  fc.assert(
    fc.property(fc.constantFrom(...logs), fc.nat(400), fc.nat(4000), ({ analyser, lines }, from, to) => {
      const text = lines.join('\n').slice(from, from + to);
      expect(read(analyser, text.split('\n')).kind).toBe(analyser.material);
    }),
    { numRuns: 300 },
  );
});

const well = readFileSync(join(folder, 'eas-log/2019-all-well.txt'), 'utf8').split('\n');
const lastingOnes = [
  '2010-invalid-policy-key.txt',
  '2007-449-loop.txt',
  '2013-quarantined.txt',
  '2010-throttled.txt',
  '2010-other-server.txt',
  '2016-mailbox-full-inside.txt',
  '2010-wipe.txt',
];

test('a log is never fine when the fault at its end is there to be read, whatever happened to the lines around it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...lastingOnes), changes, (name, made) => {
      const fault = readFileSync(join(folder, 'eas-log', name), 'utf8').split('\n');
      const lines = changed([...well, ...fault], made, well.length);
      expect(read(easLogAnalyser, lines).outcome).not.toBe('fine');
    }),
    { numRuns: 200 },
  );
});

const wellWeb = ['#Fields: date time cs-method cs-uri-stem cs-uri-query sc-status', ...Array.from({ length: 20 }, (_, at) => webLine(at, 'Log=V121_', '200'))];

function webLine(at: number, details: string, status: string): string {
  return `2010-12-03 10:00:${String(at).padStart(2, '0')} POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&DeviceId=a1&DeviceType=WP&${details} ${status}`;
}

test.each([
  ['Log=V121_', '449'],
  ['Log=V121_Error:RemoteWipeRequested_', '403'],
  ['Log=V121_Error:DeviceNotProvisioned_', '200'],
  ['Log=V121_', '503'],
])('a web log that ends with %s and %s is never fine, whatever happened to the lines before', (details, status) => {
  expect(read(iisLogAnalyser, wellWeb).outcome).toBe('fine');
  fc.assert(
    fc.property(changes, (made) => {
      const lines = changed([...wellWeb, webLine(40, details, status)], made, wellWeb.length);
      expect(read(iisLogAnalyser, lines).outcome).not.toBe('fine');
    }),
    { numRuns: 100 },
  );
});

test('a lost label or header line does not hide a status that stands there', () => {
  const fault = readFileSync(join(folder, 'eas-log/2010-invalid-policy-key.txt'), 'utf8').split('\n');
  const last = fault.findLastIndex((line) => line.includes('Log Entry'));
  for (let at = last; at < fault.length; at += 1) {
    if (fault[at]?.includes('<Status>')) continue;
    const lines = fault.slice(0, at).concat(fault.slice(at + 1));
    expect({ at, outcome: read(easLogAnalyser, lines).outcome }).toEqual({ at, outcome: 'fault' });
  }
});

const entry = (body: string): string =>
  ` Log Entry: 0\nRequestHeader : \nPOST /Microsoft-Server-ActiveSync/default.eas?Cmd=Sync&DeviceId=a1&DeviceType=WP HTTP/1.1\n\nResponseHeader : \nHTTP/1.1 200 OK\n\nResponseBody : \n${body}\n\n`;

const entities = Array.from({ length: 12 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('\n');

test.each<[string, string]>([
  ['entities within entities', `<?xml version="1.0"?>\n<!DOCTYPE Sync [\n<!ENTITY l0 "ha">\n${entities}\n]>\n<Sync><Status>&l12;</Status></Sync>`],
  ['an external entity', '<?xml version="1.0"?>\n<!DOCTYPE Sync [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Sync><Status>&x;</Status></Sync>'],
  ['200,000 nested tags', `<?xml version="1.0"?>\n${'<a>'.repeat(200_000)}`],
  ['200,000 nested tags on lines of their own', `<?xml version="1.0"?>\n${'<a>\n'.repeat(200_000)}`],
  ['10 MB of numeric references', `<?xml version="1.0"?>\n<Sync><a>${'&#65;'.repeat(2_000_000)}</a></Sync>`],
  ['a line of 20 MB', `<?xml version="1.0"?>\n<Sync><a>${'x'.repeat(20_000_000)}</a></Sync>`],
  ['a tag with 100,000 attributes', `<?xml version="1.0"?>\n<Sync ${Array.from({ length: 100_000 }, (_, at) => `a${at}="1"`).join(' ')}>`],
  ['tags that never end', `<?xml version="1.0"?>\n<Sync>\n<b =\n${`<${'a'.repeat(480)}`.repeat(10_000)}`],
  ['a million blanks', ' '.repeat(1_000_000)],
])('%s does no harm, and is not called fine', (_, body) => {
  const finding = timed(easLogAnalyser, entry(body));
  expect(finding.outcome === 'fine' && body.trim() !== '').toBe(false);
  expect(JSON.stringify(finding).length).toBeLessThan(20_000);
});

test('a document type is refused, and the verdict says that a part was skipped', () => {
  const finding = read(
    easLogAnalyser,
    entry('<?xml version="1.0"?>\n<!DOCTYPE Sync [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Sync><Status>1</Status></Sync>').split('\n'),
  );
  expect(finding.outcome).toBe('unclear');
  expect(finding.verdict).toMatch(/skipped/);
});

test.each([
  ['a line of 20 MB', `2010-12-03 10:00:00 POST /Microsoft-Server-ActiveSync ${'a'.repeat(20_000_000)}`],
  ['a line of quotes', `/Microsoft-Server-ActiveSync ${'"POST '.repeat(500_000)}`],
  ['a line of numbers', `POST /Microsoft-Server-ActiveSync ${'200 '.repeat(500_000)}`],
  ['200,000 short lines', `POST /Microsoft-Server-ActiveSync x 4\n`.repeat(200_000)],
  [
    '200,000 phones',
    Array.from(
      { length: 200_000 },
      (_, at) => `2010-12-03 10:00:00 10.0.0.5 POST /Microsoft-Server-ActiveSync Cmd=Sync&DeviceId=d${at}&DeviceType=WP 443 - 1 x 200 0 0 1`,
    ).join('\n'),
  ],
])('a web log with %s does no harm', (_, text) => {
  const finding = timed(iisLogAnalyser, text);
  expect(JSON.stringify(finding).length).toBeLessThan(100_000);
});
