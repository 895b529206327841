/** What somebody gets who drops in a list of phones. */
import { devicesAnalyser } from '../../../diagnostics/devices/devices-analyser.ts';
import { policyAnalyser } from '../../../diagnostics/policy/policy-analyser.ts';
import { policyCommandAnalyser } from '../../../diagnostics/policy/policy-command-analyser.ts';
import { analyse, context, dropped } from '../../support/analyse-dropped.ts';

const cases = dropped('devices');

test.each(cases)('$name is judged as a person would', (one) => {
  const finding = analyse(devicesAnalyser, one.text);
  expect({ outcome: finding.outcome, causes: finding.causes.map((cause) => cause.cause) }).toEqual({ outcome: one.outcome, causes: one.causes });
  for (const { cause } of finding.causes) expect(context.book.causes.has(cause)).toBe(true);
  if (one.certainty !== undefined) expect(finding.causes[0]?.certainty).toBe(one.certainty);
  if (one.lacks !== undefined) expect(finding.lacks.join()).toContain(one.lacks);
  if (one.says !== undefined) expect(finding.verdict).toContain(one.says);
  expect(finding.tables[0]?.rows).toHaveLength(one.devices ?? 1);
  if (one.outcome === 'unclear') expect(finding.lacks).not.toEqual([]);
});

test.each(cases)('$name shows nobody by id or name', (one) => {
  expect(JSON.stringify(analyse(devicesAnalyser, one.text))).not.toMatch(/A1B2C3D4E5F6|ApplC39J8|SEC12345|Anna Berg|Ben Kraus/);
});

test.each(cases)('$name is told from the other kinds', (one) => {
  expect(devicesAnalyser.recognise(one.text)).toBeGreaterThan(0.5);
  expect(policyAnalyser.recognise(one.text)).toBe(0);
  expect(policyCommandAnalyser.recognise(one.text)).toBe(0);
});

test.each(dropped('none'))('$name is no policy, no command and no list of phones', (one) => {
  for (const analyser of [policyAnalyser, policyCommandAnalyser, devicesAnalyser])
    expect([analyser.material, analyser.recognise(one.text)]).toEqual([analyser.material, 0]);
});

test('a phone of the profile is called by its name, another one is said to be none', () => {
  const [first] = cases;
  expect(analyse(devicesAnalyser, first?.text ?? '').verdict).toContain('This Windows Phone 7');
  expect(analyse(devicesAnalyser, (first?.text ?? '').replace(/Windows Phone7.0|MSFT-WP.*/g, 'Palm')).verdict).toContain(
    'does not look like a Windows Phone 7',
  );
});

test.each([
  ['12/13/2010 7:41:09 PM', 'fine'],
  ['13/12/2010 19:41:09', 'fine'],
  ['13.12.2010 19:41:09', 'fine'],
  ['2010-12-13 19:41', 'fine'],
  ['2010/12/13 19:41:09', 'fine'],
  ['13-Dec-10 7:41 PM', 'fine'],
  ['Monday, December 13, 2010 7:41:09 PM', 'fine'],
  ['Mon 13 Dec 2010 19:41', 'fine'],
  ['/Date(1292269269000)/', 'fine'],
  ['11/30/2010 7:41:09 AM', 'fault'],
  ['12/10/2010 7:41:09 AM', 'unclear'],
  ['12/12/2010 7:41:09 AM', 'fine'],
  ['quatorze juillet', 'unclear'],
])('a phone that last synced on %s is %s', (date, outcome) => {
  const text = `DeviceModel : X\nDeviceAccessState : Allowed\nLastSuccessSync : ${date}\nLastSyncAttemptTime : ${date}\n`;
  expect(analyse(devicesAnalyser, text).outcome).toBe(outcome);
});

test('How sure a state is comes from the table that explains its field, whatever that is called; without one it is a guess', () => {
  const text = 'DeviceModel : X\nDeviceAccessState : Quarantined\nDeviceAccessStateReason : Global\nLastSuccessSync : 13.12.2010 19:41:09\n';
  const { tables } = context.book;
  const states = [...tables.values()].find((one) => one.explains === 'DeviceAccessState')!;
  const others = [...tables].filter(([, one]) => one !== states);
  const within = (given: readonly (readonly [string, typeof states])[]) =>
    analyse(devicesAnalyser, text, { ...context, book: { ...context.book, tables: new Map(given) } });
  expect(within([...others, ['renamed', states]])).toMatchObject({ outcome: 'fault', causes: [{ cause: 'quarantined', certainty: 'documented' }] });
  const guess = within(others);
  expect(guess).toMatchObject({ outcome: 'unclear', causes: [{ cause: 'quarantined', certainty: 'unverified' }] });
  expect(guess.lacks).not.toEqual([]);
});

test('What is only a number is never certain, and a number that nobody documents is not read', () => {
  const numbered = (state: number): string =>
    cases.find(({ name }) => name.includes('json-numbers'))!.text.replaceAll(/"DeviceAccessState": \d/g, `"DeviceAccessState": ${state}`);
  for (const state of [0, 1, 2, 3, 4, 5, 99]) {
    const finding = analyse(devicesAnalyser, numbered(state));
    expect([state, finding.outcome]).not.toEqual([state, 'fine']);
    expect([state, finding.causes.filter(({ certainty }) => certainty === 'documented')]).toEqual([state, []]);
    expect([state, finding.lacks.join()]).toEqual([state, expect.stringContaining('DeviceAccessState')]);
  }
  expect(analyse(devicesAnalyser, numbered(99)).causes).toEqual([]);
});

test('Of several phones of which a list shows little, that is said in plain words', () => {
  const listed = dropped('devices').map((one) => analyse(devicesAnalyser, one.text).verdict);
  const short = listed.filter((verdict) => verdict.includes('does not show everything'));
  expect(short.length).toBeGreaterThan(0);
  expect(listed.join()).not.toContain('can be told.');
});

test('many phones are counted to the last, and the surest of their causes tells how sure it is', () => {
  const phone = (reason: string): string => `DeviceModel : X\nDeviceAccessState : Blocked\n${reason}`;
  const unsure = analyse(devicesAnalyser, phone('').repeat(7000));
  expect(unsure.verdict).toContain('7000 of 7000 phones');
  const [last] = analyse(
    devicesAnalyser,
    [...Array.from({ length: 7 }, () => phone('')), phone('DeviceAccessStateReason : Policy\n'), phone('')].join(''),
  ).causes;
  expect([unsure.causes[0]?.certainty, last?.certainty]).toEqual(['derived', 'documented']);
});
