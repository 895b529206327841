/** The names of policy settings as they are found: full, in any case, of later versions, or cut. */
import type { FactBook } from '../../knowledge/library.ts';

const starts =
  'Allow|Require|Alphanumeric|Unapproved|Approved|(?:Max|Min)[A-Z]|Device(?:Password|Encryption|PolicyRefresh)|Password(?:Enabled|Exp|Hist|Recov)|AttachmentsEnabled|IsDefault|Irm|WSSAcc|UNCAcc';
/** How the names of settings begin, wherever they stand in a text. */
export const settingStart = new RegExp(starts, 'i');
/** In their midst small letters turn to capitals, unless they are cut or begin with three. */
export const settingMidst = /[a-z][A-Z]|[A-Z]{3}|\.\.\.|…/;
const settingName = new RegExp(String.raw`^(?:${starts})[A-Za-z]*(?:\.\.\.|…)?$`, 'i');

/**
 * Whether a name is made like those of policy settings. Tells a policy from other material without the facts, and
 * settings that the facts lack from what Exchange prints beside them.
 */
export function looksLikeSetting(name: string): boolean {
  return settingName.test(name) && !/^IsDefault(?!(?:Policy)?$)/i.test(name) && /[a-z][A-Z]|^[A-Z]{3}|\.\.\.$|…$/.test(name);
}

/** How the rest of the names goes on that no other settings of Exchange and Windows have. */
const own =
  'Allow(?:NonProv|SimpleD|SimpleP|StorageC|Camera|Unsigned(?:App|Inst)|WiFi|TextM|POPIMAP|IrDA|DesktopS|HTMLE|SMIME|Browser$|ConsumerE|RemoteDesk|InternetSh|Bluetooth|ExternalDeviceM|MobileOTA|(?:Apple|Google|Microsoft)Push)|' +
  'Require(?:DeviceEnc|StorageC|ManualSync|Signed|Encr)|Alphanumeric|Unapproved|ApprovedApp|AttachmentsE|Device(?:Password|Encryption|PolicyRefresh)|Password(?:Rec|Enabled$|Expiration$|History$)|' +
  'M(?:ax|in)(?:DevicePassw|InactivityT|AttachmentS|CalendarAge|EmailAge|EmailB|EmailH|PasswordF|PasswordComplexC|PasswordL)|IrmE|WSSAcc|UNCAcc';
const ownName = new RegExp(`^(?:${own})`, 'i');

/** Whether a name is one of the settings themselves, and not merely made like one; a cut one need only be made so. */
export function isOwnSetting(name: string): boolean {
  return looksLikeSetting(name) && (ownName.test(name) || /(?:\.\.\.|…)$/.test(name));
}

export interface SettingNames {
  /** The name in the facts; `undefined` when they have no such setting, or a cut name fits several. */
  known(name: string): string | undefined;
  /** The settings that a beginning of a name fits, as parameters of commands may be shortened. */
  beginningWith(start: string): readonly string[];
}

const known = new WeakMap<FactBook, SettingNames>();

/** Looks names up in the facts; a name of a later version leads to the same setting. */
export function settingNames(book: FactBook): SettingNames {
  const names = known.get(book) ?? namesIn(book);
  known.set(book, names);
  return names;
}

function namesIn(book: FactBook): SettingNames {
  const all = new Map<string, string>();
  for (const [name, setting] of book.settings) {
    all.set(name.toLowerCase(), name);
    if (setting['later-name'] !== undefined) all.set(setting['later-name'].toLowerCase(), name);
  }
  const written = [...all.keys()];
  const beginningWith = (start: string): readonly string[] => {
    const begin = start.toLowerCase();
    return [...new Set(written.filter((name) => name.startsWith(begin)).map((name) => all.get(name) ?? name))];
  };
  const cut = (name: string): string | undefined => {
    const start = name.replace(/(?:\.\.\.|…)$/, '');
    const fits = start === name || start.length < 4 ? [] : beginningWith(start);
    return fits.length === 1 ? fits[0] : undefined;
  };
  return { beginningWith, known: (name) => all.get(name.toLowerCase()) ?? (name.endsWith('.') || name.endsWith('…') ? cut(name) : undefined) };
}
