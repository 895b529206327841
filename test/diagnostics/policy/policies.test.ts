/** What somebody gets who drops in a policy, or a command that makes one. */
import type { Analyser, Finding } from '../../../diagnostics/finding.ts';
import { policyAnalyser } from '../../../diagnostics/policy/policy-analyser.ts';
import { policyCommandAnalyser } from '../../../diagnostics/policy/policy-command-analyser.ts';
import { analyse, context, dropped, type Dropped } from '../../support/analyse-dropped.ts';

const kinds = [
  { kind: 'policy', analyser: policyAnalyser },
  { kind: 'policy-command', analyser: policyCommandAnalyser },
] as const;

const cases = kinds.flatMap(({ kind, analyser }) => dropped(kind).map((one) => ({ ...one, kind, analyser })));

test.each(cases)('$kind $name is judged as a person would', (one) => {
  const finding = analyse(one.analyser, one.text);
  expect({
    kind: finding.kind,
    outcome: finding.outcome,
    conflicts: [...new Set(finding.conflicts.map((conflict) => conflict.setting))].sort(),
    allows: finding.allowsNonProvisionable,
    causes: finding.causes.map((cause) => cause.cause),
  }).toEqual({
    kind: one.kind,
    outcome: one.outcome,
    conflicts: [...(one.conflicts ?? [])].sort(),
    allows: one.allows,
    causes: one.outcome === 'fault' ? ['policy'] : [],
  });
  if (one.certainty !== undefined) expect(finding.causes[0]?.certainty).toBe(one.certainty);
  if (one.lacks !== undefined) expect(finding.lacks.join()).toContain(one.lacks);
  if (one.policies !== undefined) expect(finding.tables[0]?.rows).toHaveLength(one.policies);
  if (one.outcome === 'unclear') expect(finding.lacks).not.toEqual([]);
});

test.each(cases)('$kind $name shows each conflict on the line it stands on', (one) => {
  const lines = one.text.split('\n');
  for (const { evidence, value } of analyse(one.analyser, one.text).conflicts) {
    const around = `${lines[evidence.line - 1]}${lines[evidence.line]}`.toLowerCase();
    const shown = value.replace(/^[{$]+|[…}]+$/g, '').split(',')[0] ?? '';
    expect(evidence.text).toContain(shown);
    expect(around).toContain(shown.toLowerCase());
  }
});

test.each(cases)('$kind $name gets ways out with commands in the names of its own Exchange', (one) => {
  const finding = analyse(one.analyser, one.text);
  if ((one.conflicts ?? []).length === 0) expect(finding.waysOut).toEqual([]);
  else expect(finding.waysOut.length).toBe(finding.allowsNonProvisionable === true ? 2 : 3);
  for (const way of finding.waysOut) {
    expect(way.undo).not.toBe('');
    expect(way.effect).not.toBe('');
    const policyLines = way.command.filter((line) => !/^[GS]et-CASMailbox/.test(line));
    for (const line of policyLines) expect(line).toMatch(one.later ? /MobileDeviceMailboxPolicy/ : /ActiveSyncMailboxPolicy/);
    if (one.later) expect(way.command.join()).not.toMatch(/-DevicePassword|-MinDevicePassword|-AlphanumericDevicePassword/);
  }
});

test.each(cases)('$kind $name is told from the other kinds', (one) => {
  const other = one.kind === 'policy' ? policyCommandAnalyser : policyAnalyser;
  expect(one.analyser.recognise(one.text)).toBeGreaterThan(0.5);
  expect(other.recognise(one.text)).toBeLessThan(one.analyser.recognise(one.text));
});

const find = (kind: string, name: string): Dropped => {
  const one = dropped(kind).find((each) => each.name === name);
  if (one === undefined) throw new Error(`There is no text ${name}.`);
  return one;
};

test('the way back from new values has the values of before', () => {
  const finding = analyse(policyAnalyser, find('policy', 'camera-and-bluetooth').text);
  const way = finding.waysOut[1];
  expect(way?.command).toEqual(["Set-ActiveSyncMailboxPolicy -Identity 'Default' -AllowCamera $true -AllowWiFi $true -AllowBluetooth Allow"]);
  expect(way?.undo).toContain("Set-ActiveSyncMailboxPolicy -Identity 'Default' -AllowCamera $false -AllowWiFi $false -AllowBluetooth HandsfreeOnly");
});

test('a policy of its own keeps what the phone can do, and can be taken back', () => {
  const finding = analyse(policyAnalyser, find('policy', 'password-on-complex').text);
  expect(finding.waysOut[2]?.first).toBeUndefined();
  const [create, note, assign] = finding.waysOut[2]?.command ?? [];
  expect(create).toContain(
    "New-ActiveSyncMailboxPolicy -Name 'Sales Policy - Windows Phone 7' -AllowNonProvisionableDevices $false -DevicePasswordEnabled $true",
  );
  expect(create).toContain('-MinDevicePasswordLength 6 -MaxInactivityTimeDeviceLock 00:15:00');
  expect(create).toContain('-AlphanumericDevicePasswordRequired $false');
  expect(note).toBe("Get-CASMailbox -Identity '<mailbox>' | Format-List ActiveSyncMailboxPolicy");
  expect(assign).toBe("Set-CASMailbox -Identity '<mailbox>' -ActiveSyncMailboxPolicy 'Sales Policy - Windows Phone 7'");
  const undo = finding.waysOut[2]?.undo ?? '';
  expect(undo).toContain("Get-CASMailbox -Identity '<mailbox>' | Format-List ActiveSyncMailboxPolicy");
  expect(undo).toContain("-ActiveSyncMailboxPolicy '<policy of before>'; Remove-ActiveSyncMailboxPolicy");
  expect(undo).not.toContain('$null');
});

const creating = (finding: Finding): string => finding.waysOut.at(-1)?.command.find((line) => line.startsWith('New-')) ?? '';

const inPart: readonly (readonly [string, string, readonly string[], string])[] = [
  [
    'a table of some columns',
    'Name    RequireDeviceEncryption PasswordEnabled AllowNonProvisionableDevices\n----    ----------------------- --------------- ----------------------------\nDefault True                    True            False\n',
    ['MinPasswordLength', 'MaxInactivityTimeLock', 'MaxPasswordFailedAttempts', 'AllowSimplePassword'],
    "New-MobileDeviceMailboxPolicy -Name 'Default - Windows Phone 7' -AllowNonProvisionableDevices $false -PasswordEnabled $true -RequireDeviceEncryption $false",
  ],
  [
    'a command',
    'Set-ActiveSyncMailboxPolicy -Identity Default -RequireDeviceEncryption $true -AllowNonProvisionableDevices $false\n',
    ['DevicePasswordEnabled', 'MaxInactivityTimeDeviceLock', 'AllowSimpleDevicePassword'],
    "New-ActiveSyncMailboxPolicy -Name 'Default - Windows Phone 7' -AllowNonProvisionableDevices $false -RequireDeviceEncryption $false",
  ],
];

test.each(inPart)('a policy of its own, made from %s, fills in nothing that is not shown, and says so first', (_what, text, left, command) => {
  const finding = analyse(text.startsWith('Set-') ? policyCommandAnalyser : policyAnalyser, text);
  const way = finding.waysOut.at(-1);
  expect(creating(finding)).toBe(command);
  for (const name of left) expect(way?.first).toContain(name);
  expect(way?.first).toMatch(/weaker than the present policy/);
  expect(way?.command[0]).toMatch(/^Get-\w+MailboxPolicy -Identity 'Default' \| Format-List$/);
});

test('no shown setting is weakened in a policy of its own but those that conflict', () => {
  for (const one of cases) {
    const finding = analyse(one.analyser, one.text);
    const shown = /^(?:Max(?:Device|Inactivity)|Min(?:Device)?PasswordLength|DevicePasswordEnabled|PasswordEnabled)/;
    const written = [...creating(finding).matchAll(/-([A-Za-z]+) (\S+)/g)].filter(([, name = '']) => shown.test(name));
    for (const [, name = '', value = ''] of written) {
      expect(one.text.replaceAll(/[\s|"'*]/g, '').toLowerCase()).toContain(name.toLowerCase().slice(0, 12));
      if (!/^\$null$|^unlimited$/.test(value)) expect(one.text.toLowerCase()).toContain(value.replace('$', '').toLowerCase());
    }
  }
});

test('the settings of a policy that lets the phone in are said to need no change, and others are changed alone', () => {
  const open = analyse(policyAnalyser, find('policy', 'encryption-but-let-in').text);
  expect(open.waysOut.map(({ first }) => first?.slice(0, 19))).toEqual(['Usually not needed:', 'Usually not needed:']);
  const mixed = analyse(policyAnalyser, find('policy', 'three-policies').text);
  expect(mixed.waysOut[1]?.command.join()).toContain('North');
  expect(mixed.waysOut[1]?.command.join()).not.toContain('Execs');
  expect(mixed.waysOut[2]?.command.join()).not.toContain('Execs');
});

test('a policy created from the third way out conflicts with nothing', () => {
  for (const one of cases) {
    const created = creating(analyse(one.analyser, one.text));
    if (created !== '') expect(analyse(policyCommandAnalyser, created).conflicts).toEqual([]);
  }
});

test('a policy with quotes in its name stays one string', () => {
  const finding = analyse(policyCommandAnalyser, 'Set-ActiveSyncMailboxPolicy -Identity "Joe\'s $(calc)" -AllowCamera $false');
  expect(finding.waysOut[0]?.command[0]).toBe("Set-ActiveSyncMailboxPolicy -Identity 'Joe''s $(calc)' -AllowNonProvisionableDevices $true");
});

test('another phone is judged by its own list', () => {
  const text = find('policy', 'article-encryption').text;
  const finding = analyse(policyAnalyser, text, { ...context, profile: 'windows-mobile-6-5' });
  expect(finding.outcome).toBe('fine');
  expect(finding.verdict).toContain('Windows Mobile 6.5');
});

test('an unknown phone is not judged at all', () => {
  const finding = analyse(policyAnalyser, find('policy', 'default-in-order').text, { ...context, profile: 'no-such-phone' });
  expect(finding.outcome).toBe('unclear');
});

test('each verdict is short and names the list it compared with', () => {
  for (const one of cases) {
    const { verdict } = analyse(one.analyser, one.text);
    expect(verdict.length).toBeLessThan(600);
    expect(verdict).toContain('The twelve settings that Windows Phone 7 supports');
  }
});

const alone: readonly (readonly [string, string, boolean])[] = [
  ['AllowCamera', '$false', true],
  ['AllowCamera', '0', true],
  ['AllowCamera', 'Disabled', true],
  ['AllowCamera', 'Enabled', false],
  ['AllowCamera', '1', false],
  ['AllowCamera', '$TRUE', false],
  ['MaxAttachmentSize', 'unlimited', false],
  ['MaxAttachmentSize', '', false],
  ['MaxAttachmentSize', '512 KB (524,288 bytes)', true],
  ['AllowSMIMEEncryptionAlgorithmNegotiation', '0', true],
  ['AllowSMIMEEncryptionAlgorithmNegotiation', '2', false],
  ['MaxCalendarAgeFilter', '0', false],
  ['MaxCalendarAgeFilter', '4', true],
  ['MaxCalendarAgeFilter', 'all', false],
  ['ApprovedApplicationList', '{}', false],
  ['ApprovedApplicationList', '', false],
  ['ApprovedApplicationList', '{x}', true],
  ['AllowBluetooth', 'Handsf...', true],
  ['AllowBluetooth', 'All...', false],
];

test.each(alone)('%s with the value "%s" asks something of the phone: %s', (name, value, asks) => {
  const finding = analyse(policyAnalyser, `Name : X\nAllowNonProvisionableDevices : False\n${name} : ${value}\n`);
  expect(finding.conflicts.map((conflict) => conflict.setting)).toEqual(asks ? [name] : []);
});

test('A policy named like an address is not called by it, and its commands ask for the name', () => {
  const finding = analyse(
    policyCommandAnalyser,
    'Set-ActiveSyncMailboxPolicy -Identity anna@contoso.com -AllowCamera $false -AllowNonProvisionableDevices $false',
  );
  expect(finding.outcome).toBe('fault');
  expect(JSON.stringify(finding)).not.toContain('anna@contoso.com');
  expect(finding.waysOut[0]?.command[0]).toContain("-Identity '<policy>'");
});

test('That such phones are not let in is shown by its own line, and no line is shown twice', () => {
  const list = analyse(policyAnalyser, 'Name : X\nRequireDeviceEncryption : True\nAllowNonProvisionableDevices : False\n');
  expect(list.causes[0]?.evidence.map(({ line }) => line)).toEqual([3, 2]);
  const command = analyse(
    policyCommandAnalyser,
    'Set-ActiveSyncMailboxPolicy -Identity X -AllowCamera $false -AllowWiFi $false -AllowNonProvisionableDevices $false',
  );
  const shown = command.causes[0]?.evidence.map(({ line, text }) => `${line} ${text}`) ?? [];
  expect(shown.length).toBeGreaterThan(0);
  expect(new Set(shown).size).toBe(shown.length);
});

test('policies are in order only when all of them are looked at, and commands likewise', () => {
  const text = cases.find((one) => one.name === 'default-in-order')?.text ?? '';
  const parameters = Array.from(text.matchAll(/^(\w+) +: (\w+)$/gm), ([, name, value]) => `-${name}:${value}`).join(' ');
  const command = `New-ActiveSyncMailboxPolicy ${parameters} -ApprovedApplicationList:$null -UnapprovedInROMApplicationList:$null`;
  const outcome = (analyser: Analyser, one: string, count: number): string => analyse(analyser, `${one}\n`.repeat(count)).outcome;
  expect([1, 500, 501].map((count) => outcome(policyAnalyser, text, count))).toEqual(['fine', 'fine', 'unclear']);
  expect([1, 500, 501].map((count) => outcome(policyCommandAnalyser, command, count))).toEqual(['fine', 'fine', 'unclear']);
});
