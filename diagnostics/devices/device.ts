/** One phone as Exchange lists it. */
import type { Field, Item } from '../powershell/output.ts';
import { type Order, orderToldBy, type Told, toldTogether } from './dates.ts';

/** What is needed of it, and not the object it was read from: a list has thousands. */
export interface Device {
  /** Where it begins; 1 for the first line. */
  readonly line: number;
  readonly state: Field | undefined;
  readonly reason: Field | undefined;
  readonly rule: Field | undefined;
  readonly success: Field | undefined;
  /** Whether the date of the last success is shown and empty. */
  readonly neverSucceeded: boolean;
  readonly attempt: Field | undefined;
  readonly policy: Field | undefined;
  readonly policyStatus: Field | undefined;
  readonly status: Field | undefined;
  readonly wipes: readonly Field[];
  readonly wipeDone: Field | undefined;
  /** What tells the kind of phone. */
  readonly about: readonly Field[];
  /** What belongs to a person and must not be shown: ids, numbers and names. */
  readonly privateValues: readonly string[];
  /** What all its dates tell of their order. */
  readonly told: Told;
}

/** Fields that only lists of phones have. */
const telling =
  /^(?:Device(?:AccessState(?:Reason)?|AccessControlRule|Id|Imei|Type|Model|FriendlyName|OS|OSLanguage|UserAgent|MobileOperator|TelephoneNumber|PhoneNumber|Policy(?:Applied|ApplicationStatus)|ActiveSyncVersion|EnableOutboundSMS|Wipe\w{3,20})|LastSuccessSync|LastSyncAttemptTime|LastPolicyUpdateTime|LastPingHeartbeat|FirstSyncTime|NumberOfFoldersSynced|IsRemoteWipeSupported|LastDeviceWipeRequestor|LastAccountOnlyDeviceWipeRequestor)$/i;

/** How these begin, cut ones included, wherever they stand in a text. */
export const fieldStart = /device|last(?:su|sy|po|pi|ac|de)|firs(?:t?\.\.|t?…|ts)|numberoff|isremote/i;

const isCut = (name: string): boolean => name.endsWith('...') || name.endsWith('…');
const fieldNames = [
  'DeviceAccessState',
  'DeviceAccessStateReason',
  'DeviceAccessControlRule',
  'DeviceFriendlyName',
  'DeviceUserAgent',
  'DeviceModel',
  'DevicePolicyApplied',
  'DevicePolicyApplicationStatus',
  'LastSuccessSync',
  'LastSyncAttemptTime',
  'FirstSyncTime',
];

/** Whether a name is one of a phone's fields, cut ones (`LastSucc...`) included. */
export function isDeviceField(name: string): boolean {
  return telling.test(fullFieldName(name));
}

/** The field a cut name stands for, when only one begins like it. */
function fullFieldName(name: string): string {
  if (!isCut(name)) return name;
  const start = name.replace(/(?:\.\.\.|…)$/, '').toLowerCase();
  const fits = fieldNames.filter((one) => one.toLowerCase().startsWith(start));
  return start.length >= 4 && fits.length === 1 ? (fits[0] ?? name) : name;
}

const wipeNames = ['DeviceWipeRequestTime', 'DeviceWipeSentTime', 'AccountOnlyDeviceWipeRequestTime', 'AccountOnlyDeviceWipeSentTime'];
const wipeDoneNames = ['DeviceWipeAckTime', 'AccountOnlyDeviceWipeAckTime'];
const aboutNames = ['DeviceOS', 'DeviceUserAgent', 'DeviceModel', 'DeviceType', 'DeviceFriendlyName', 'FriendlyName'];
const privateNames = /^(?:DeviceId|DeviceImei|DeviceTelephoneNumber|DevicePhoneNumber|Identity|Guid|UserDisplayName|Name|Id|DistinguishedName)$/i;
/** All names that are looked up, by their small letters. */
const lookedUp = new Map([...fieldNames, ...wipeNames, ...wipeDoneNames, ...aboutNames, 'Status'].map((name) => [name.toLowerCase(), name]));

/** What the name of a field tells. */
interface Naming {
  /** As it stands in the text, or in full where it was cut. */
  readonly name: string;
  /** The name by which it is looked up. */
  readonly key: string | undefined;
  readonly isTelling: boolean;
  readonly isPrivate: boolean;
}

function namingOf(written: string): Naming {
  const name = fullFieldName(written);
  return { name, key: lookedUp.get(name.toLowerCase()), isTelling: telling.test(name), isPrivate: privateNames.test(name) };
}

/** The phones that objects describe; those that have too little of one are left out. */
export function devicesOf(items: Iterable<Item>): Device[] {
  const namings = new Map<string, Naming>();
  const naming = (written: string): Naming => {
    const known = namings.get(written) ?? namingOf(written);
    namings.set(written, known);
    return known;
  };
  const devices: Device[] = [];
  for (const item of items) {
    const device = deviceOf(item.fields, naming);
    if (device !== undefined) devices.push(device);
  }
  return devices;
}

function deviceOf(fields: readonly Field[], naming: (written: string) => Naming): Device | undefined {
  const firsts = new Map<string, Field>();
  const hidden: string[] = [];
  let [isPhone, neverSucceeded] = [false, false];
  let told: Told;
  for (const field of fields) {
    const { name, key, isTelling, isPrivate } = naming(field.name);
    if (key !== undefined && !firsts.has(key)) firsts.set(key, name === field.name ? field : { ...field, name });
    if (isPrivate && field.value.length >= 6) hidden.push(field.value);
    isPhone ||= isTelling && field.value !== '';
    neverSucceeded ||= key === 'LastSuccessSync' && field.value === '';
    told = toldTogether(told, orderToldBy(field.value));
  }
  if (!isPhone) return undefined;
  const shown = (one: string): Field | undefined => (firsts.get(one)?.value === '' ? undefined : firsts.get(one));
  const allShown = (some: readonly string[]): readonly Field[] => present(some.map(shown));
  return {
    line: fields[0]?.line ?? 1,
    state: shown('DeviceAccessState'),
    reason: shown('DeviceAccessStateReason'),
    rule: shown('DeviceAccessControlRule'),
    success: shown('LastSuccessSync'),
    neverSucceeded,
    attempt: shown('LastSyncAttemptTime'),
    policy: shown('DevicePolicyApplied'),
    policyStatus: shown('DevicePolicyApplicationStatus'),
    status: shown('Status'),
    wipes: allShown(wipeNames),
    wipeDone: allShown(wipeDoneNames)[0],
    about: allShown(aboutNames),
    privateValues: hidden.slice(),
    told,
  };
}

/** Those of the fields that are there, in an array without room for more: a list of phones has very many. */
export const present = (fields: readonly (Field | undefined)[]): readonly Field[] => fields.filter((field) => field !== undefined).slice();

/** The order that the dates of one text agree on: one date with a day over 12 tells it for all. */
export function orderOf(devices: readonly Device[]): Order {
  const told = devices.reduce((all: Told, device) => toldTogether(all, device.told), undefined);
  return told === 'mixed' ? undefined : told;
}

/** Whether one of the words by which a kind of phone is recognised, in small letters, stands in what the phone says of itself. */
export function isRecognised(device: Device, words: readonly string[]): boolean {
  return device.about.some((field) => {
    const value = field.value.toLowerCase();
    return words.some((word) => value.includes(word));
  });
}
