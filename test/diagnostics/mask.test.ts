/** What is hidden before anything is shown: planted secrets never show, harmless words stay. */
import { mask } from '../../diagnostics/mask.ts';
import { workTime } from '../support/work-time.ts';

/** The same numbers at every run. */
function openDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const dice = openDice(7);
const pick = <Item>(items: readonly Item[]): Item => items[dice(items.length)]!;
const letters = (alphabet: string, length: number): string => Array.from({ length }, () => alphabet[dice(alphabet.length)]).join('');
const hex = (length: number): string => letters('0123456789ABCDEF', length);
const base64 = (length: number): string => `aZ9${letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', length)}Q=`;
const password = (): string => `Qx7${letters('abcdefghkmnpqrstuvwxyzABCDEFGH23456789!#%+*?', 5 + dice(12))}`;
const person = (): string => `${pick(['anna', 'ben', 'carla', 'deniz', 'ömer'])}${letters('abcdefgh', 4)}`;
const quotes = (text: string): string => pick([text, `"${text}"`, `'${text}'`]);

/** Each makes a secret, and a text around it. */
const plants: readonly (() => { readonly secret: string; readonly text: string })[] = [
  () =>
    around(password(), (one) =>
      pick([
        `password=${one}`,
        `Password: ${quotes(one)}`,
        `pwd: ${one}`,
        `"password": "${one}"`,
        `Kennwort: ${one}`,
        `my password is ${one}`,
        `Das Passwort von Anna ist ${one}`,
        `contraseña: ${one}`,
        `şifre: ${one}`,
      ]),
    ),
  () => around(password(), (one) => pick([`<Password>${one}</Password>`, `AdminPassword = ${quotes(one)}`, `smtp_password=${one}`, `passwd=${one}`])),
  () =>
    around(password(), (one) =>
      pick([
        `New-Mailbox -Password ${quotes(one)} -Name x`,
        `ConvertTo-SecureString "${one}" -AsPlainText -Force`,
        `ConvertTo-SecureString -String '${one}' -AsPlainText`,
      ]),
    ),
  () =>
    around(base64(24), (one) =>
      pick([
        `Authorization: Basic ${one}`,
        `authorization: Bearer ${one}`,
        `WWW-Authenticate: NTLM ${one}`,
        `"Authorization": "Basic ${one}"`,
        `Proxy-Authorization: Negotiate ${one}`,
      ]),
    ),
  () =>
    around(letters('abcdef0123456789', 20), (one) =>
      pick([`Cookie: sessionid=${one}; path=/`, `Set-Cookie: ClientId=${one}; HttpOnly`, `access_token=${one}`]),
    ),
  () => around(`eyJ${letters('abcXYZ019_-', 20)}.eyJ${letters('abcXYZ019_-', 30)}.${letters('abcXYZ019_-', 30)}`, (one) => `token ${one}`),
  () => around(base64(60), (one) => `-----BEGIN RSA PRIVATE KEY-----\n${one}\n${one}\n-----END RSA PRIVATE KEY-----`),
  () =>
    around(person(), (one) =>
      pick([`${one}@contoso.com`, `mail to ${one}%40contoso.co.uk`, `<${one}.x+tag@mail.contoso.com>`, `From: "x" <${one}@contoso.com>`]),
    ),
  () =>
    around(person(), (one) =>
      pick([
        `?Cmd=Sync&User=${one}&DeviceType=WP`,
        `User=CONTOSO%5C${one}&Cmd=Ping`,
        `CONTOSO\\${one} 443`,
        `User: ${one} Example`,
        `contoso.com/Users/${one} Example/ExchangeActiveSyncDevices/WP§X`,
      ]),
    ),
  () =>
    around(hex(32), (one) =>
      pick([
        `DeviceId=${one}`,
        `DeviceID                : ${one}`,
        `seen ${one.toLowerCase()} today`,
        `Device ID: ${one}`,
        `Geräte-ID: ${one}`,
        `ID de l’appareil : ${one}`,
        `Cihaz kimliği: ${one}`,
      ]),
    ),
  () =>
    around(`WP${hex(12)}`, (one) =>
      pick([
        `DeviceId=${one}&Cmd=Ping`,
        `-DeviceId ${one}`,
        `<DeviceID>${one}</DeviceID>`,
        `ActiveSyncAllowedDeviceIDs : {X, ${one}}`,
        `Id. de dispositivo: ${one}`,
      ]),
    ),
  () => around(`Appl${letters('ABCDEFGH0123456789', 11)}7`, (one) => `device ${one} synced`),
  () => around(letters('123456789', 15), (one) => pick([`IMEI: ${one}`, `DeviceImei : ${one}`, `number ${one} seen`])),
  () =>
    around(letters('123456789', 7), (one) =>
      pick([`DevicePhoneNumber : +49 170 ${one}`, `call +44170${one}`, `Device phone number: 0170 ${one}`, `Telefonnummer des Geräts: +49 (170) ${one}`]),
    ),
  () => around(letters('123456789', 10), (one) => pick([`X-MS-PolicyKey: ${one}`, `<PolicyKey>${one}</PolicyKey>`, `PolicyKey=${one}&x=y`])),
  () => around(`jAkE${base64(40)}`, (one) => `POST /Microsoft-Server-ActiveSync?${one} 443`),
];

function around(secret: string, text: (secret: string) => string): { readonly secret: string; readonly text: string } {
  return { secret, text: text(secret) };
}

const harmless: readonly (() => string)[] = [
  () =>
    pick([
      '86000C2B',
      '0x80072F0D',
      '8007052F',
      '85010002',
      '86000C27',
      'error',
      'Quarantined',
      'DeviceRule',
      'Global',
      'Blocked',
      'AppliedInFull',
      'Sync',
      'FolderSync',
      'Provision',
    ]),
  () => `20${10 + dice(17)}-0${1 + dice(9)}-1${dice(9)}T0${dice(9)}:1${dice(9)}:2${dice(9)}.00${dice(9)}Z`,
  () => pick(['12/8/2010 10:15:02 AM', '08.12.2010 10:15:02', 'Wed, 08 Dec 2010 10:15:02 +0100', '[08/Dec/2010:10:15:02 +0100]']),
  () => `14.${dice(3)}.${dice(400)}.${dice(30)}`,
  () => `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`.toLowerCase(),
  () =>
    pick(['mail.contoso.com', 'autodiscover.contoso.com', 'https://mail.contoso.com/Microsoft-Server-ActiveSync', '/owa/auth/logon.aspx', 'EX1.contoso.local']),
  () => `${1 + dice(250)}.${dice(250)}.${dice(250)}.${dice(250)}`,
  () =>
    pick([
      'DevicePasswordEnabled : True',
      'MinDevicePasswordLength : 4',
      'AllowSimpleDevicePassword : False',
      'PasswordRecoveryEnabled : $true',
      'DevicePasswordExpiration : Unlimited',
      'AlphanumericDevicePasswordRequired : False',
      'AllowNonProvisionableDevices : $false',
    ]),
  () =>
    pick([
      'Get-ActiveSyncMailboxPolicy',
      'Set-CASMailbox',
      '-ActiveSyncMailboxPolicy',
      'Format-List',
      '$null',
      'the password has expired',
      'my password is wrong',
      'the password is required',
      'Basic authentication',
      'MSFT-WP/7.0.7004',
      'Windows Phone7.0',
      'Apple-iPhone9C9/1801.1',
      'DeviceType=WP',
      'Cmd=Ping',
    ]),
  () => `${pick(['GET', 'POST', 'OPTIONS'])} ${200 + dice(300)} ${dice(100_000)} ${dice(5000)} ms`,
];

const lines = Array.from({ length: 2000 }, () => {
  const words = Array.from({ length: 4 }, () => pick(harmless)());
  const plant = dice(2) === 0 ? undefined : pick(plants)();
  return { words, plant, text: plant === undefined ? words.join(' ') : `${words.slice(0, 2).join(' ')} ${plant.text}` };
});

test('Of 2000 lines, not one planted secret is shown', () => {
  const leaks = lines.filter(({ plant, text }) => plant !== undefined && mask(text).includes(plant.secret)).map(({ text }) => `${text} => ${mask(text)}`);
  expect(leaks).toEqual([]);
});

test('At most one of a hundred harmless words is hidden', () => {
  const tokens = lines.flatMap(({ words, plant }) => (plant === undefined ? words.join(' ').split(' ') : []));
  const hidden = lines.flatMap(({ words, plant }) => {
    if (plant !== undefined) return [];
    const kept = new Set(mask(words.join(' ')).split(' '));
    return words
      .join(' ')
      .split(' ')
      .filter((token) => !kept.has(token));
  });
  expect(tokens.length).toBeGreaterThan(3000);
  expect(hidden.length / tokens.length).toBeLessThanOrEqual(0.01);
});

test('Masking twice changes nothing more', () => {
  for (const { text } of lines) expect(mask(mask(text))).toBe(mask(text));
});

test('What a secret stood in is still there to read', () => {
  expect(mask('2010-12-08 10:15:02 POST /Microsoft-Server-ActiveSync Cmd=Sync&User=anna&DeviceId=WP12&DeviceType=WP 449')).toBe(
    '2010-12-08 10:15:02 POST /Microsoft-Server-ActiveSync Cmd=Sync&User=[user]&DeviceId=[device id]&DeviceType=WP 449',
  );
});

test('A private key without its end is hidden to the end of the text', () => {
  expect(mask('key:\n-----BEGIN PRIVATE KEY-----\nabc\ndef')).toBe('key:\n[private key]');
});

test('A label at the end of a line does not hide the line after it', () => {
  expect(mask('Device IMEI:\nDevice OS: Windows Phone7.0')).toBe('Device IMEI:\nDevice OS: Windows Phone7.0');
});

test.each([
  'a',
  'a.',
  'Basic ',
  'password ',
  'device id ',
  'x\\',
  '=',
  'A1',
  'cookie',
  '+4 9 1',
  '<password>',
  '-----BEGIN PRIVATE KEY-----',
  'ExchangeActiveSyncDevices/',
  'eyJa.',
  '@a.',
  '%40',
  'User: ',
])('A megabyte of %j is masked in no time', (piece) => {
  const text = piece.repeat(1_000_000 / piece.length);
  expect(workTime(() => void mask(text))).toBeLessThan(1000);
});

test('words that begin as ids of Apple do stay', () => {
  for (const text of ['DevicePolicyApplicationStatus : AppliedInFull', 'Applications', 'UnapprovedInROMApplicationList']) expect(mask(text)).toBe(text);
});
