/** Notices of Exchange: what must hold in every language. */
import { noticeAnalyser } from '../../diagnostics/notice/notice-analyser.ts';
import { diagnose, fixturesOf } from './diagnose-support.ts';

const details = (state: string, reason: string): string =>
  `Hinweis\n\nGerätemodell: WP\nGerätetyp: WP\nGeräte-ID: A0B1\nExchange ActiveSync-Version: 14.1\nGerätezugriffsstatus: ${state}\nGrund für Gerätezugriffsstatus: ${reason}\n`;
const causeOf = (text: string) => diagnose(Buffer.from(text)).causes[0]?.cause;

test.each([
  ['Quarantined', 'Global', 'quarantined'],
  ['Quarantined', 'DeviceRule', 'quarantined'],
  ['Quarantined', 'Individual', 'quarantined'],
  ['Quarantined', 'Upgrade', 'discovery'],
  ['Blocked', 'Policy', 'policy'],
  ['Blocked', 'DeviceRule', 'access-rule'],
  ['Blocked', 'Global', 'access-rule'],
  ['Blocked', 'Individual', 'not-allowed'],
  ['Blocked', 'CommandFrequency', 'throttling'],
  ['DeviceDiscovery', 'Global', 'discovery'],
  ['Blockiert', 'Policy', 'policy'],
  ['Isoliert', 'Global', 'quarantined'],
  ['Allowed', 'Global', undefined],
])('%s because of %s: %s', (state, reason, cause) => {
  expect(causeOf(details(state, reason))).toBe(cause);
});

test('Line ends of Windows, stars and quote marks around the details change nothing', () => {
  const text = details('Quarantined', 'Global');
  const starred = text.replace(/^(.+?): (.*)$/gm, '**$1:** $2');
  const quoted = text.replace(/^/gm, '> ');
  for (const one of [text.replaceAll('\n', '\r\n'), starred, quoted]) expect(causeOf(one)).toBe('quarantined');
});

test('A list that PowerShell printed is no notice', () => {
  expect(noticeAnalyser.recognise('DeviceModel : WP\nDeviceType : WP\nDeviceId : X\nDeviceAccessState : Quarantined\nDeviceAccessStateReason : Global\n')).toBe(
    0,
  );
});

test('The conclusion rests on the lines with the state and the reason', () => {
  const { causes } = diagnose(fixturesOf('notice').find((one) => one.name === 'fr-quarantined.txt')!.bytes);
  expect(causes[0]!.evidence.map((one) => one.text)).toEqual(['État d’accès de l’appareil : Quarantined', 'Raison de l’état d’accès de l’appareil : Global']);
});

test('What stands for one phone or one person is not in the table', () => {
  for (const { name, bytes } of fixturesOf('notice')) {
    const shown = JSON.stringify(diagnose(bytes).tables);
    expect([name, /A0B1|AB1C|anna|\+4/.exec(shown)?.[0]]).toEqual([name, undefined]);
  }
});

test('A sentence with the product’s name before a colon is no detail of the phone', () => {
  const { tables } = diagnose(fixturesOf('notice').find((one) => one.name === 'en-2010-quarantined-global.txt')!.bytes);
  expect(tables[0]!.rows.filter(([name]) => name === 'ActiveSync version')).toEqual([['ActiveSync version', '14.0']]);
});
