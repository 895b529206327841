/** One phone as Exchange lists it. */
import type { Field, Item } from '../powershell/output.ts';
import { type Order, readDate, type When } from './dates.ts';

export interface Device {
  readonly item: Item;
  readonly state: Field | undefined;
  readonly reason: Field | undefined;
  readonly rule: Field | undefined;
  readonly success: Field | undefined;
  readonly attempt: Field | undefined;
  readonly policy: Field | undefined;
  readonly policyStatus: Field | undefined;
  readonly status: Field | undefined;
  readonly wipes: readonly Field[];
  readonly wipeDone: Field | undefined;
  /** What tells the kind of phone. */
  readonly about: readonly Field[];
}

/** Fields that only lists of phones have. */
const telling =
  /^(?:Device(?:AccessState(?:Reason)?|AccessControlRule|Id|Imei|Type|Model|FriendlyName|OS|OSLanguage|UserAgent|MobileOperator|TelephoneNumber|PhoneNumber|Policy(?:Applied|ApplicationStatus)|ActiveSyncVersion|EnableOutboundSMS|Wipe\w{3,20})|LastSuccessSync|LastSyncAttemptTime|LastPolicyUpdateTime|LastPingHeartbeat|FirstSyncTime|NumberOfFoldersSynced|IsRemoteWipeSupported|LastDeviceWipeRequestor|LastAccountOnlyDeviceWipeRequestor)$/i;

/** How these begin, cut ones included, wherever they stand in a text. */
export const fieldStart = /device|last(?:su|sy|po|pi|ac|de)|firs(?:t?\.\.|t?…|ts)|numberoff|isremote/i;

const cutName = /(?:\.\.\.|…)$/;
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
  if (!cutName.test(name)) return name;
  const start = name.replace(cutName, '').toLowerCase();
  const fits = fieldNames.filter((one) => one.toLowerCase().startsWith(start));
  return start.length >= 4 && fits.length === 1 ? (fits[0] ?? name) : name;
}

/** The phone that an object describes; `undefined` when it has too little of one. */
export function deviceOf(found: Item): Device | undefined {
  const item = { ...found, fields: found.fields.map((field) => (cutName.test(field.name) ? { ...field, name: fullFieldName(field.name) } : field)) };
  if (!item.fields.some((field) => telling.test(field.name) && field.value !== '')) return undefined;
  const fields = new Map(item.fields.toReversed().map((field) => [field.name.toLowerCase(), field]));
  const named = (name: string): Field | undefined => {
    const field = fields.get(name.toLowerCase());
    return field?.value === '' ? undefined : field;
  };
  return {
    item,
    state: named('DeviceAccessState'),
    reason: named('DeviceAccessStateReason'),
    rule: named('DeviceAccessControlRule'),
    success: named('LastSuccessSync'),
    attempt: named('LastSyncAttemptTime'),
    policy: named('DevicePolicyApplied'),
    policyStatus: named('DevicePolicyApplicationStatus'),
    status: named('Status'),
    wipes: ['DeviceWipeRequestTime', 'DeviceWipeSentTime', 'AccountOnlyDeviceWipeRequestTime', 'AccountOnlyDeviceWipeSentTime'].flatMap(
      (name) => named(name) ?? [],
    ),
    wipeDone: named('DeviceWipeAckTime') ?? named('AccountOnlyDeviceWipeAckTime'),
    about: ['DeviceOS', 'DeviceUserAgent', 'DeviceModel', 'DeviceType', 'DeviceFriendlyName', 'FriendlyName'].flatMap((name) => named(name) ?? []),
  };
}

/** A date field's moments; `undefined` when it is not shown or holds no date. */
export const dateOf = (field: Field | undefined): When | undefined => (field === undefined ? undefined : readDate(field.value));

/** The order that the dates of one text agree on: one date with a day over 12 tells it for all. */
export function orderOf(devices: readonly Device[]): Order {
  let day = false;
  let month = false;
  for (const { item } of devices) {
    for (const field of item.fields) {
      const date = dateOf(field);
      if (date === undefined) continue;
      day ||= date.monthFirst === undefined;
      month ||= date.dayFirst === undefined;
    }
  }
  if (day === month) return undefined;
  return day ? 'day-first' : 'month-first';
}

/** Whether one of the words by which a kind of phone is recognised stands in what the phone says of itself. */
export function isRecognised(device: Device, words: readonly string[]): boolean {
  return device.about.some((field) => {
    const value = field.value.toLowerCase();
    return words.some((word) => value.includes(word.toLowerCase()));
  });
}

const privateNames = /^(?:DeviceId|DeviceImei|DeviceTelephoneNumber|DevicePhoneNumber|Identity|Guid|UserDisplayName|Name|Id|DistinguishedName)$/i;

/** What belongs to a person and must not be shown: ids, numbers and names. */
export function privateValues(device: Device): string[] {
  return device.item.fields.flatMap((field) => (field.value.length >= 6 && privateNames.test(field.name) ? [field.value] : []));
}
